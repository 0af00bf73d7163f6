/** WordPress of Debian's packages with our plugin, on MariaDB: a website of its own in a folder of its own, as a host sets it up. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePortRange, removeFolder, temporaryFolder } from '../system.ts'

export interface WordPress {
  url: string
  administrator: { name: string; password: string }
  /** Runs PHP inside WordPress, as an administrator; gives what it printed. */
  run(php: string): string
  stop(): Promise<void>
}

export interface WordPressOptions {
  port: number
  /** The Content Security Policy of its pages. */
  policy: string
}

const program = '/usr/share/wordpress'
const plugin = 'integrations/wordpress/id-contact'
const administrator = { name: 'beheer', password: 'niet-voor-echt-gebruik' }

export const wordPressPort = (): Promise<number> => freePortRange(1)

export async function startWordPress({ port, policy }: WordPressOptions): Promise<WordPress> {
  const folder = temporaryFolder()
  const url = `http://localhost:${port}`
  const pages = join(folder, 'pages')
  const socket = join(folder, 'db.sock')
  // Debian's has links to places that belong to the whole machine.
  cpSync(program, pages, { recursive: true, dereference: true })
  cpSync(plugin, join(pages, 'wp-content/plugins/id-contact'), { recursive: true })
  writeFileSync(join(pages, 'wp-config.php'), configuration(url, socket))
  mkdirSync(join(pages, 'wp-content/mu-plugins'))
  writeFileSync(join(pages, 'wp-content/mu-plugins/strict.php'), strict(policy))
  const database = await startDatabase(folder, socket)
  const run = (php: string): string => runIn(pages, new URL(url).host, php)
  run(installation)
  const server = start('php', ['-S', `localhost:${port}`, '-t', pages], {
    // A browser keeps connections open.
    PHP_CLI_SERVER_WORKERS: '4',
  })
  await until(() => fetch(url).then(({ ok }) => ok))
  return {
    url,
    administrator,
    run,
    async stop() {
      await Promise.all([end(server), end(database)])
      removeFolder(folder)
    },
  }
}

const configuration = (url: string, socket: string): string => `<?php
define( 'DB_NAME', 'site' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', '${url}' );
define( 'WP_SITEURL', '${url}' );
// Nobody else is asked for anything.
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISABLE_WP_CRON', true );
// Whatever is not as it should be is on the page, and a test sees it.
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', true );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as $name ) {
	define( $name, 'not a secret: ' . $name );
}
$table_prefix = 'wp_';
define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
`

/** A Dutch site with a strict policy. What WordPress itself writes into pages as inline scripts is left out, as a site with such a policy has to. */
const strict = (policy: string): string => `<?php
add_filter( 'locale', fn() => 'nl_NL' );
add_action( 'template_redirect', function () {
	header( ${JSON.stringify(`Content-Security-Policy: ${policy}`)} );
} );
remove_action( 'wp_head', 'print_emoji_detection_script', 7 );
remove_action( 'wp_footer', 'the_block_template_skip_link' );
`

const installation = `
define( 'WP_INSTALLING', true );
require 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Gemeente Juinen', ${JSON.stringify(administrator.name)}, 'beheer@juinen.example', false, '', ${JSON.stringify(administrator.password)} );
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$result = activate_plugin( 'id-contact/id-contact.php' );
if ( is_wp_error( $result ) ) {
	exit( $result->get_error_message() );
}
switch_theme( 'twentytwentythree' );
`

function runIn(pages: string, host: string, php: string): string {
  const script = `$_SERVER['HTTP_HOST'] = ${JSON.stringify(host)}; $_SERVER['REQUEST_URI'] = '/';
${php.includes('wp-load.php') ? '' : "require 'wp-load.php'; wp_set_current_user( 1 );"}
${php}`
  const { stdout, stderr, status } = spawnSync(
    'php',
    ['-d', 'sendmail_path=/bin/true', '-r', script],
    { cwd: pages, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`PHP ended with ${status}: ${stdout}${stderr}`)
  return stdout
}

async function startDatabase(folder: string, socket: string): Promise<ChildProcess> {
  const data = join(folder, 'data')
  const user = process.getuid?.() === 0 ? ['--user=root'] : []
  const made = spawnSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, ...user, '--auth-root-authentication-method=normal'],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`The database was not made: ${made.stdout}${made.stderr}`)
  const database = start('/usr/sbin/mariadbd', [
    '--no-defaults',
    ...[`--datadir=${data}`, `--socket=${socket}`, '--skip-networking', ...user],
    // What is lost when the machine stops does not matter here.
    ...['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=64M'],
  ])
  const ask = (sql: string): boolean =>
    spawnSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-u', 'root', '-e', sql])
      .status === 0
  await until(async () => ask('CREATE DATABASE IF NOT EXISTS site'))
  return database
}

/** Its workers are processes of their own: it leads a group, which ends with the test however that ends. */
function start(command: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  })
  process.once('exit', () => isRunning(child) && process.kill(-child.pid!, 'SIGKILL'))
  return child
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  process.kill(-child.pid!, 'SIGTERM')
  await once(child, 'exit')
}

async function until(isThere: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await isThere().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('WordPress was not there in time')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
