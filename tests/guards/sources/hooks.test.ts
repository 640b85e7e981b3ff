import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Test files of a folder run as one (docs/decisions/0050): a hook outside `describe` would run for the tests of all of them. */
const reachesOthers = (text: string): boolean => /^(beforeEach|afterEach)\(/m.test(text)

test('no test file sets something up for the tests of the files beside it', () => {
  const files = globSync('tests/{unit,http/*,guards/*}/**/*.test.ts', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter(file => reachesOthers(readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([])
})

test('a clock that one file stops for all is named, one that it stops for itself is not', () => {
  expect(reachesOthers("import x from 'y'\n\nbeforeEach(() => void jest.useFakeTimers())\n")).toBe(true)
  expect(reachesOthers("describe('places', () => {\n  beforeEach(() => void jest.useFakeTimers())\n})\n")).toBe(false)
})
