import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { HISTORY_WORDS } from '../../src/features/history/historyWords.ts'

const root = path.resolve(import.meta.dirname, '../..')
const sources = ['src', 'seeds']
  .flatMap(folder => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => path.join(root, folder, file)))
  .filter(file => file.endsWith('.ts') && !file.endsWith('historyWords.ts'))
  .map(file => ({ file, text: readFileSync(file, 'utf8') }))

/** Events that are written by `recordEvent` cannot be without words; those that a statement of SQL or the seeds write could. */
test('every verb that stands in the source has words', () => {
  const found = new Map<string, string>()
  for (const { file, text } of sources) for (const [, verb = ''] of text.matchAll(/verb: '([a-z_]+\.[a-z_]+)'/g)) found.set(verb, file)
  expect(found.size).toBeGreaterThan(30)
  expect([...found].filter(([verb]) => !(verb in HISTORY_WORDS))).toEqual([])
})

test('every verb that has words is recorded by something', () => {
  const recorded = (verb: string) => sources.some(({ text }) => text.includes(`'${verb}'`))
  expect(Object.keys(HISTORY_WORDS).filter(verb => !recorded(verb))).toEqual([])
})
