/** The programs that tests take from the operating system. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

interface Program {
  debian: string
  isPresent(): boolean
}

export const programs = {
  browser: {
    debian: 'chromium',
    isPresent: () => existsSync(process.env.CHROME_PATH ?? '/usr/bin/chromium'),
  },
  database: {
    debian: 'postgresql',
    isPresent: () => globSync('/usr/lib/postgresql/*/bin/initdb').length > 0,
  },
  proxy: {
    debian: 'nginx-light',
    isPresent: () => existsSync('/usr/sbin/nginx'),
  },
  saml: {
    debian: 'simplesamlphp php-cli php-sqlite3',
    isPresent: () =>
      existsSync('/usr/share/simplesamlphp/www') &&
      spawnSync('php', ['-r', "exit(extension_loaded('pdo_sqlite') ? 0 : 1);"]).status === 0,
  },
  wordpress: {
    debian: 'wordpress wordpress-theme-twentytwentythree php-cli php-mysql mariadb-server',
    isPresent: () =>
      existsSync('/usr/share/wordpress/wp-content/themes/twentytwentythree') &&
      existsSync('/usr/sbin/mariadbd') &&
      spawnSync('php', ['-r', "exit(extension_loaded('mysqli') ? 0 : 1);"]).status === 0,
  },
  firefox: {
    debian: 'firefox-esr',
    isPresent: () => existsSync(process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'),
  },
  linters: {
    debian:
      'php-codesniffer php-xml composer php-twig php-symfony-console php-symfony-yaml php-symfony-translation php-symfony-twig-bridge',
    isPresent: () =>
      ['bin/phpcs', 'bin/composer', 'share/php/Symfony/Bridge/Twig'].every((path) =>
        existsSync(`/usr/${path}`),
      ) &&
      ['Console', 'Yaml', 'Translation'].every((name) =>
        existsSync(`/usr/share/php/Symfony/Component/${name}`),
      ),
  },
  /** Builds a server and a wallet of Yivi. */
  go: {
    debian: 'golang-go',
    isPresent: () => findGo() !== undefined,
  },
  relay: {
    debian: 'coturn',
    isPresent: () => existsSync('/usr/bin/turnserver'),
  },
  python: {
    debian: 'python3-venv',
    // Debian has the module `venv` without what it needs.
    isPresent: () => spawnSync('python3', ['-c', 'import ensurepip, tomllib']).status === 0,
  },
} satisfies Record<string, Program>

/** From 1.21 on Go fetches, as a module, a newer one of itself that a `go.mod` asks for. */
const oldestGo = 21

/** The program, wherever its own installer or Debian put it. */
export function findGo(): string | undefined {
  const places = ['go', '/usr/local/go/bin/go', ...globSync('/usr/lib/go-*/bin/go')]
  return places.find((place) => {
    const { status, stdout } = spawnSync(place, ['version'], { encoding: 'utf8' })
    const [, minor] = /go1\.(\d+)/.exec(stdout ?? '') ?? []
    return status === 0 && Number(minor) >= oldestGo
  })
}

/** As `ensureSystemPackages`, for what tests do without and say so: nothing fails when it cannot be had. */
export function wantSystemPackages(wanted: Program[]): void {
  try {
    ensureSystemPackages(wanted)
  } catch (error) {
    console.log((error as Error).message)
  }
}

/** Installs what is missing from Debian's packages when run as root; otherwise says what to install. */
export function ensureSystemPackages(needed: Program[]): void {
  const missing = needed.filter((program) => !program.isPresent()).map((program) => program.debian)
  if (missing.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`Missing: ${missing.join(', ')}. Install with: sudo ${command}`)
  }
  console.log(`Installing ${missing.join(', ')} from Debian's packages …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const step of ['apt-get update -qq', `${command} -qq`]) {
    // Suites that run beside each other would find the list of packages held by the other.
    const { status } = spawnSync('flock', ['/run/lock/id-contact-packages', 'sh', '-c', step], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    })
    if (status !== 0) throw new Error(`«${step}» failed with exit code ${status}`)
  }
}
