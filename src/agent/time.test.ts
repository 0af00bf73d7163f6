import { expect } from '@open-wc/testing'
import { connect } from './index.ts'
import { FakeDesk } from './testing/fake-desk.ts'
import { afterEach, describe, it } from '../protocol/testing/mocha.ts'

describe("the desk's time", () => {
  const realNow = Date.now
  afterEach(() => (Date.now = realNow))

  const timeAt = async (server: FakeDesk): Promise<number> => {
    const desk = await connect(server.url, { fetch: server.fetch })
    for await (const { status } of desk.queue()) if (status === 'live') break
    const now = desk.now()
    desk.close()
    return now
  }

  for (const ahead of [-86_400_000, 0, 3_600_000])
    it(`is known on a machine of which the clock is ${-ahead / 1000} seconds ahead`, async () => {
      const server = new FakeDesk()
      server.ahead = ahead
      expect(await timeAt(server)).to.be.closeTo(Date.now() + ahead, 1000)
    })

  it('goes on when somebody sets the clock of the machine', async () => {
    const server = new FakeDesk()
    const desk = await connect(server.url, { fetch: server.fetch })
    for await (const { status } of desk.queue()) if (status === 'live') break
    const before = desk.now()
    Date.now = () => realNow() + 3_600_000
    expect(desk.now()).to.be.within(before, before + 1000)
    desk.close()
  })

  it("is this machine's at a desk that does not tell", async () => {
    const server = new FakeDesk()
    server.isTellingTime = false
    server.ahead = 3_600_000
    expect(await timeAt(server)).to.be.closeTo(Date.now(), 1000)
  })
})
