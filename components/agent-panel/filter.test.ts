import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

describe('<id-contact-agent-panel> and whom the agent wants to see', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  const rows = (): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('li.row')]
  const fill = (count: number): void => {
    for (let n = 0; n < count; n++)
      stage.desk.arrive({
        id: `c${n}`,
        purpose_name: n % 2 ? 'Vergunning' : 'Afval',
        purpose: n % 2 ? 'permit' : 'waste',
        channel: n % 3 ? 'phone' : 'chat',
        waiting_since: new Date(Date.now() - (2000 - n) * 1000).toISOString(),
      })
  }

  it('offers no choice where there is none', async () => {
    fill(1)
    await stage.open()
    await stage.sees('1 wacht')
    expect(stage.query('select')).to.equal(null)
  })

  it('shows and takes only those of the purpose that the agent chose', async () => {
    fill(10)
    await stage.open()
    await stage.until(() => rows().length === 10)
    await choose('purpose', 'permit')
    await stage.sees('5 van 10 wachten')
    expect(rows()).to.have.length(5)
    // A colleague takes the first in the same moment.
    stage.desk.waiting.splice(1, 1)
    await stage.click('Neem de volgende')
    await stage.sees('In gesprek: Vergunning')
    expect([...stage.desk.active.keys()]).to.deep.equal(['c3'])
  })

  it('asks the desk for the channel that the agent chose', async () => {
    fill(4)
    await stage.open()
    await stage.until(() => rows().length === 4)
    await choose('channel', 'chat')
    await stage.sees('2 van 4 wachten')
    await stage.click('Neem de volgende')
    await stage.until(() => stage.desk.active.size === 1)
    const { body } = stage.desk.requests.find(({ path }) => path === '/conversations/next')!
    expect(body).to.deep.equal({ channels: ['chat'] })
  })

  it('says so when nobody fits, and keeps the choice', async () => {
    fill(2)
    await stage.open()
    await stage.until(() => rows().length === 2)
    await choose('purpose', 'permit')
    stage.desk.leave({ id: 'c1', reason: 'withdrawn', by: undefined })
    await stage.sees('Niemand wacht voor wat u koos.')
    await choose('purpose', '')
    await stage.sees('1 wacht')
  })

  async function choose(what: string, value: string): Promise<void> {
    const select = stage.query<HTMLSelectElement>(`#filter-${what}`)!
    select.value = value
    select.dispatchEvent(new Event('change'))
    await stage.panel.updateComplete
  }
})
