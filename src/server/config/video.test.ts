/** A video channel, from one file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assemble } from '../assemble.ts'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { CommPart, CorePart, DeskPart } from './parts.ts'
import type { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
  folder.write('turn-secret', 'shared with the relay\n')
  folder.write('platform-secret', 'p'.repeat(32))
})
after(() => folder[Symbol.asyncDispose]())

const ice = `[comm.video.ice]
turn_urls = ["turn:turn.gemeente.example:3478?transport=udp"]
turn_secret = { file = "turn-secret" }
turn_lifetime = 600
relay_only = true
`
const jitsi = `[comm.video.jitsi]
server_url = "https://meet.gemeente.example"
app_id = "id_contact"
secret = { file = "platform-secret" }
resident_name = "Bezoeker"
`

const withVideo = (place: string): string =>
  wholeInstallation()
    .replace(
      '[core.attributes]',
      '[[core.comm_methods]]\ntag = "video"\nname = "Videobellen"\n\n[core.attributes]',
    )
    .replace(
      '[desk]',
      `[comm.video]
type = "video"
server_url = "http://127.0.0.1:8094"
secret = { file = "comm/secret" }
decryption_keys = { file = "comm/encryption.private.json" }
${place}
[desk]`,
    )

const load = (place: string) =>
  loadConfig(folder.write('id-contact.toml', withVideo(place)), { env: {} })
const part = <T>(place: string, name: string): T =>
  load(place).parts.find((one) => one.name === name) as T

describe('a video channel', () => {
  test('is made with its servers, here and at the desk', () => {
    const { channel } = part<CommPart>(ice, 'comm.video')
    assert.deepEqual(channel.type === 'video' && channel.ice, {
      stunUrls: undefined,
      turnUrls: ['turn:turn.gemeente.example:3478?transport=udp'],
      turnSecret: 'shared with the relay',
      turnLifetime: 600,
      relayOnly: true,
    })
    const { channels } = part<DeskPart>(ice, 'desk')
    assert.deepEqual(
      channels.map(({ plugin }) => plugin),
      ['video'],
      'the telephone has nothing to hold',
    )
    assert.deepEqual(channels[0]!.channel, channel)
    assert.equal(part<CorePart>(ice, 'core').settings.commMethods[1]!.channel, 'video')
  })

  test('needs nothing', async () => {
    const assembly = await assemble(load(''), { log: () => {} })
    assert.equal((await assembly.fetch('http://127.0.0.1:8094/health')).status, 200)
    await assembly.close()
  })

  test('may be at a platform', () => {
    const { channel } = part<CommPart>(jitsi, 'comm.video')
    const made = channel.type === 'video' ? channel.jitsi! : undefined
    assert.equal(made!.secret, 'p'.repeat(32))
    assert.equal(made!.names!.resident, 'Bezoeker')
  })

  test('is at one place', () =>
    assert.throws(
      () => load(ice + jitsi),
      (error: InvalidConfig) => error.problems.some(({ key }) => key === 'comm.video'),
    ))

  test('says which part it is whose servers cannot be right', async () => {
    const config = load(ice.replace('"turn:', '"https:'))
    await assert.rejects(assemble(config, { log: () => {} }), { key: 'comm.video.ice.turnUrls' })
  })
})
