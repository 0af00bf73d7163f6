/** Where a start may have results posted: a table of tricks, each of which has to be refused (T18). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Browser } from './testing/browser.ts'
import { testMethod } from './testing/method.ts'
import { audience, serverUrl, startBody, testPlugin } from './testing/plugin.ts'
import { startSink, type Sink } from './testing/sink.ts'

/** Ways to write an address of this machine, or of the cloud's own services, or to hide either. */
function ssrfTricks({ port }: Sink): string[] {
  const hosts = [
    ...[
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      'localhost.',
      '127.1',
      '127.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0',
    ],
    ...[
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0x7f.1',
      '017700000001',
      '0177.0.0.1',
      '0177.1',
      '00000177.0.0.1',
    ],
    ...[
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
    ],
    ...[
      '127.0.0.1.nip.io',
      'localtest.me',
      'ip6-localhost',
      '①②⑦.⓪.⓪.①',
      '127。0。0。1',
      '127%2e0%2e0%2e1',
      '[::1%25lo]',
    ],
    ...[
      'user@127.0.0.1',
      'comm.example@127.0.0.1',
      'comm.example:443@localhost',
      'comm.example%40localhost',
      'comm.example%00@localhost',
    ],
  ]
  return [
    ...hosts.flatMap((name) => [`http://${name}:${port}/`, `https://${name}:${port}/`]),
    ...[
      '169.254.169.254',
      '[fd00:ec2::254]',
      'metadata.google.internal',
      '100.100.100.200',
      '10.0.0.1',
      '192.168.0.1',
      '172.16.0.1',
    ].map((name) => `http://${name}/latest/meta-data/`),
    ...[
      'file:///etc/passwd',
      `gopher://127.0.0.1:${port}/_x`,
      `dict://127.0.0.1:${port}/`,
      `ftp://127.0.0.1:${port}/`,
    ],
    `http://comm.example\\@127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}\\.comm.example/`,
    `http://127.0.0.1:${port}#@comm.example/`,
    `http://127.0.0.1:${port}?@comm.example/`,
    `http://comm.example#@127.0.0.1:${port}/`,
    `https://comm.example@127.0.0.1:${port}/`,
    `https://comm.example:pw@[::1]:${port}/`,
    `//127.0.0.1:${port}/`,
    `http:127.0.0.1:${port}`,
    `http:/127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}/\r\nHost: comm.example`,
    ` http://127.0.0.1:${port}/`,
    `http://comm.example/`,
    `https://comm.example:${port}/`,
  ]
}

describe('attr_url (T18)', async () => {
  it('is called only when its origin is configured', async () => {
    await using sink = await startSink()
    const tricks = [...new Set(ssrfTricks(sink))]
    assert.ok(tricks.length >= 60, String(tricks.length))
    const plugin = await testPlugin(testMethod(), { attrUrlOrigins: [audience] })
    for (const trick of tricks) {
      const response = await plugin.start(startBody({ attr_url: trick }))
      assert.equal(response.status, 400, trick)
    }
    assert.deepEqual(sink.received, [])
    // The sink does notice who comes.
    await fetch(`http://127.0.0.1:${sink.port}/`)
    assert.equal(sink.received.length, 1)
  })

  for (const status of [301, 302, 303, 307, 308])
    it(`does not follow a redirect with ${status}`, async () => {
      await using sink = await startSink()
      await using receiver = await startSink()
      receiver.answer = { status, location: `http://127.0.0.1:${sink.port}/` }
      const method = testMethod()
      const plugin = await testPlugin(method, { attrUrlOrigins: [receiver.origin] })
      const browser = new Browser({ [serverUrl]: plugin.handle })
      const begun = await browser.visit(
        await plugin.clientUrl({ attr_url: `${receiver.origin}/result` }),
      )
      const { searchParams } = new URL(begun.headers.get('location')!)
      const ended = await browser.visit(`${serverUrl}/callback?state=${searchParams.get('state')}`)
      assert.equal(new URL(ended.headers.get('location')!).searchParams.get('error'), 'unavailable')
      assert.equal(receiver.received.length, 1)
      assert.equal(sink.received.length, 0)
    })
})
