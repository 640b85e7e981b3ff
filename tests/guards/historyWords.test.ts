import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { HISTORY_WORDS } from '../../src/features/history/historyWords.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Events that are written by `recordEvent` cannot be without words; those that a statement of SQL or the seeds write could. */
test('every verb that stands in the source has words', () => {
  const found = new Map<string, string>()
  for (const folder of ['src', 'seeds'])
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts'))
        for (const [, verb = ''] of readFileSync(path.join(root, folder, file), 'utf8').matchAll(/verb: '([a-z_]+\.[a-z_]+)'/g))
          found.set(verb, file)
  expect(found.size).toBeGreaterThan(30)
  expect([...found].filter(([verb]) => !(verb in HISTORY_WORDS))).toEqual([])
})
