import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestFolder, freePorts, testFolder, wholeInstallation } from './testing/folder.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

interface Run {
  child: ChildProcess
  out: () => string
  err: () => string
  exit: Promise<number | null>
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  })
  const text = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (text.out += String(chunk)))
  child.stderr.on('data', (chunk) => (text.err += String(chunk)))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return { child, out: () => text.out, err: () => text.err, exit }
}

async function finished(
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const { out, err, exit } = run(...args)
  const code = await exit
  return { code, out: out(), err: err() }
}

async function until(condition: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`It did not happen in time: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

describe('id-contact', () => {
  test('--help and --version', async () => {
    const { code, out } = await finished('--help')
    assert.equal(code, 0)
    for (const word of ['serve', 'check-config', 'keys', '--part', '--data'])
      assert.ok(out.includes(word), word)
    const version = await finished('--version')
    assert.match(version.out, /^\d+\.\d+\.\d+\n$/)
  })

  for (const [args, sentence] of [
    [[], 'Name a command. See: id-contact --help\n'],
    [['serv'], '"serv" is no command. Did you mean "serve"? See: id-contact --help\n'],
    [['serve'], '--config FILE is missing. See: id-contact --help\n'],
    [['serve', '--prot', '1'], "Unknown option '--prot' See: id-contact --help\n"],
    [['serve', 'a', 'b'], '"a" is one word too many. See: id-contact --help\n'],
    [['audit'], '--config FILE is missing. See: id-contact --help\n'],
    [
      ['audit', '--config', 'x', '--since', 'monday'],
      '--since is a day or a moment, such as 2026-11-25T09:00:00Z. See: id-contact --help\n',
    ],
    [['keys'], '--out DIR is missing. See: id-contact --help\n'],
    [['keys', '--out', 'x', '--alg', 'DSA'], '--alg is EC or RSA. See: id-contact --help\n'],
  ] as const) {
    test(`${args.join(' ') || '(nothing)'} ends with exit code 2 and a sentence`, async () => {
      assert.deepEqual(await finished(...args), { code: 2, out: '', err: sentence })
    })
  }

  test('keys writes them once', async () => {
    const out = join(folder.path, 'made')
    const first = await finished('keys', '--out', out, '--alg', 'rsa')
    assert.equal(first.code, 0)
    assert.equal(first.out.trim().split('\n').length, 5)
    assert.match(readFileSync(join(out, 'signing.private.json'), 'utf8'), /"kty": "RSA"/)
    const second = await finished('keys', '--out', out)
    assert.equal(second.code, 1)
    assert.match(second.err, /^\S+ is already there, and keys are never overwritten\. .+\n$/)
  })

  test('check-config says what is good and what is not', async () => {
    const file = folder.write('good.toml', wholeInstallation())
    assert.deepEqual(await finished('check-config', file), {
      code: 0,
      out: `${file} is good: core, auth.login, comm.call, desk.\n`,
      err: '',
    })
    const bad = folder.write(
      'bad.toml',
      wholeInstallation().replace('core/secret', 'none').replace('comm/secret', 'none'),
    )
    const { code, err } = await finished('check-config', bad)
    assert.equal(code, 1)
    assert.equal(err.trim().split('\n').length, 2)
    assert.ok(!err.includes('    at '), 'no stack')
  })

  test('audit shows what is kept, and says when the parts still use it', async () => {
    const place = 'folder = "audited"'
    const text = wholeInstallation(await freePorts()).replace('memory = true', place)
    const file = folder.write('audited.toml', text)
    const { child, err, exit } = run('serve', '--config', file)
    await until(() => err().includes('Ready.') || child.exitCode !== null, err)
    const busy = await finished('audit', '--config', file)
    child.kill('SIGTERM')
    await exit
    assert.equal(busy.code, 1)
    assert.match(busy.err, /^store\.folder: Another process uses this folder\./)
    const { code, out } = await finished('audit', '--config', file, '--since', '2026-01-01')
    assert.equal(code, 0)
    assert.match(out, /^time +event +purpose +method .+attributes\n$/)
  })

  test('serve with a file that is not there', async () => {
    const { code, err } = await finished('serve', '--config', join(folder.path, 'none.toml'))
    assert.equal(code, 1)
    assert.match(
      err,
      /none\.toml cannot be read \(ENOENT\)\. Name the configuration file with --config FILE\.\n$/,
    )
  })
})

describe('id-contact serve', () => {
  test('a port that is taken is one sentence with the key to change', async () => {
    const ports = await freePorts()
    const other = createServer().listen(ports.core, '127.0.0.1')
    await once(other, 'listening')
    const file = folder.write('taken.toml', wholeInstallation(ports))
    const { code, err } = await finished('serve', '--config', file)
    other.close()
    assert.equal(code, 1)
    assert.equal(
      err,
      `Port ${ports.core} on 127.0.0.1 is taken by another program. Change core.listen in the configuration, or stop what uses the port.\n`,
    )
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`answers, and stops in good order at ${signal}`, async () => {
      const ports = await freePorts()
      const file = folder.write(
        `serve-${signal}.toml`,
        wholeInstallation(ports).replace('memory = true', `folder = "store-${signal}"`),
      )
      const { child, err, out, exit } = run('serve', '--config', file)
      await until(
        () => err().includes('Ready.') || child.exitCode !== null,
        () => err() + out(),
      )
      for (const port of Object.values(ports)) {
        assert.equal((await fetch(`http://127.0.0.1:${port}/health`)).status, 200)
      }
      const options = await fetch(`http://127.0.0.1:${ports.core}/session_options/report_move`)
      assert.equal(
        ((await options.json()) as { auth_methods: { tag: string }[] }).auth_methods[0]?.tag,
        'login',
      )
      const started = Date.now()
      child.kill(signal)
      assert.equal(await exit, 0)
      assert.ok(Date.now() - started < 5_000)
      assert.match(out(), /"event":"stopped"/)
    })
  }

  test('runs the part that is named', async () => {
    const ports = await freePorts()
    const file = folder.write('part.toml', wholeInstallation(ports))
    const { child, err, exit } = run('serve', '--config', file, '--part', 'core')
    await until(() => err().includes('Ready.') || child.exitCode !== null, err)
    assert.equal((await fetch(`http://127.0.0.1:${ports.core}/health`)).status, 200)
    await assert.rejects(() => fetch(`http://127.0.0.1:${ports.comm}/health`), TypeError)
    child.kill('SIGTERM')
    assert.equal(await exit, 0)
  })

  test('ends when it is told to while nobody reads what it writes', async () => {
    const module = folder.write(
      'unread.ts',
      `import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
       import { stopOnSignal } from ${JSON.stringify(new URL('./stop.ts', import.meta.url).href)}
       const log = createLog()
       stopOnSignal({ log, stop: async () => {} }).then((code) => process.exit(code))
       // As when the database is gone, and everybody asks.
       setInterval(() => { for (let n = 0; n < 5000; n++) log({ level: 'error', event: 'retention_failed' }) }, 5)
       process.stderr.write('Ready.')`,
    )
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', module])
    child.stdout.pause()
    await once(child.stderr, 'data')
    // More than a pipe holds.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    assert.deepEqual(await once(child, 'exit'), [0, null])
    clearTimeout(late)
  })

  test('tells an error that nobody caught by name and code, and not in its words', async () => {
    const module = folder.write(
      'crash.ts',
      `import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
       import { stopOnSignal } from ${JSON.stringify(new URL('./stop.ts', import.meta.url).href)}
       stopOnSignal({ log: createLog(), stop: async () => {} }).then((code) => process.exit(code))
       setTimeout(() => { throw Object.assign(new RangeError('Zwaluw & Zoon'), { code: 'ERR_OUT_OF_RANGE' }) }, 10)
       setInterval(() => {}, 1000)`,
    )
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', module])
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    const [code] = (await once(child, 'close')) as [number]
    assert.equal(code, 1)
    assert.match(output, /"event":"uncaught_error","name":"RangeError","code":"ERR_OUT_OF_RANGE"/)
    assert.ok(!output.includes('Zwaluw'))
  })
})
