import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { usedByTestsOnly } from '../../scripts/guards/deadCode.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sa-dead-code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FILES = {
  'package.json': JSON.stringify({ name: 'planted', type: 'module', scripts: { start: 'node src/server.ts' } }),
  'src/server.ts': `import { used } from './features/planted/index.ts'\nused()\n`,
  'src/features/planted/index.ts': `export { toTest, used } from './rule.ts'\n`,
  'src/features/planted/rule.ts': `export const used = () => toTest()\nexport const toTest = () => 1\nexport const dead = 2\n/** @internal */\nexport const tool = 3\n`,
  'src/features/planted/gone.ts': `export const gone = 4\n`,
  'tests/planted.test.ts': `import { toTest } from '../src/features/planted/index.ts'\nimport { dead, tool } from '../src/features/planted/rule.ts'\nimport { gone } from '../src/features/planted/gone.ts'\ntoTest(dead, tool, gone)\n`,
}

test('what only tests use is named, but for names of an index and tools that say so', () => {
  cpSync(path.resolve(import.meta.dirname, '../../knip.json'), path.join(folder, 'knip.json'))
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  expect(usedByTestsOnly(folder).says.split('\n').toSorted()).toEqual([
    'src/features/planted/gone.ts: src/features/planted/gone.ts (files)',
    'src/features/planted/rule.ts: dead (exports)',
  ])
})
