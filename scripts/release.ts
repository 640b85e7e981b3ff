import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * `npm run release`: what runs the program, with its stylesheets and scripts built, as build/safeguarding-audit-VERSION.tgz, with a list of everything that it
 * brings along (SBOM). Whoever unpacks it needs no compilers: `npm ci --omit=dev --ignore-scripts && npm start`.
 */
const root = path.resolve(import.meta.dirname, '..')
/** Needed for developing only. */
const LEFT_OUT =
  /^(tests|scripts|docs\/pictures|\.ci)\/|^(\.prettier\w*(\.json)?|\.editorconfig|\.git\w+|\.dependency-cruiser\.cjs|\w+\.config\.js|knip\.json)$/

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
const name = `safeguarding-audit-${version}`
const folder = path.join(root, 'build', name)

rmSync(folder, { recursive: true, force: true })
for (const file of run('git', 'ls-files', '-z').split('\0')) if (file !== '' && !LEFT_OUT.test(file)) copy(file)
copy('build/assets')
const sbom = run('npm', 'sbom', '--omit=dev', '--package-lock-only', '--sbom-format=cyclonedx')
writeFileSync(path.join(folder, 'sbom.json'), sbom)
run('tar', '-czf', `build/${name}.tgz`, '-C', 'build', name)
rmSync(folder, { recursive: true, force: true })
console.log(`build/${name}.tgz`)

function copy(file: string): void {
  const to = path.join(folder, file)
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(path.join(root, file), to, { recursive: true })
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  })
}
