import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

/** Days in the zone of the database's session: for an hour of every summer night another day than people in England have. */
const SESSION_DAY = /\bcurrent_date\b|\bcurrent_time\b|\blocaltime(stamp)?\b|now\(\)::date|::date\b.*\bnow\(\)/i

test('no statement asks the database for the day of its own zone', () => {
  const files = globSync(['src/**/*.ts', 'migrations/*.ts', 'seeds/**/*.ts'])
  expect(files.length).toBeGreaterThan(300)
  expect(files.filter(file => SESSION_DAY.test(readFileSync(file, 'utf8')))).toEqual([])
})
