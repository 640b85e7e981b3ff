import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { brokenRules } from '../../../scripts/guards/boundaries.ts'
import { FLOORS, OWNERS } from '../../../scripts/guards/house.ts'
import { readSources, withText } from '../../../scripts/guards/sources.ts'
import { tablesIn, tablesLocked } from '../../../scripts/guards/tables.ts'
import { rows } from '../../../src/platform/db.ts'
import { sharedDatabase } from '../../support/database.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const sources = readSources(root)

/** What is broken once these lines stand at the head or the foot of a file, which may be a new one. */
function planted(file: string, { head = '', foot = '' }: { head?: string; foot?: string }): string[] {
  const text = sources.get(`src/features/${file}`)?.text ?? ''
  return brokenRules(withText(sources, `src/features/${file}`, `${head}\n${text}\n${foot}`))
}

test('the house keeps its own rules, and has no exception that it does not need', () => {
  expect(sources.size).toBeGreaterThan(300)
  expect(brokenRules(sources)).toEqual([])
})

test('every table of the migrated database has one owner', async () => {
  const { db } = await sharedDatabase()
  const found = await rows<{ name: string }>(
    db,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p') and relname not like 'knex_%'`,
  )
  const owned = Object.values(OWNERS).flat()
  expect(owned.toSorted()).toEqual(found.map(({ name }) => name).toSorted())
})

describe('a rule', () => {
  test.each(['returns/merge.ts', 'extensions/grant.ts', 'findings/newRule.ts', 'rounds/schemas.ts', 'evidence/refusals.ts'])(
    'that asks the database is named: %s',
    file => {
      const depth = '../../platform/db.ts'
      expect(planted(file, { head: `import { rows as ask } from '${depth}'` })).toContain(
        `src/features/${file} is a rule and takes rows from src/platform/db.ts`,
      )
    },
  )

  test('that takes a function of a store through an index is named', () => {
    expect(planted('extensions/grant.ts', { head: `import { findRound } from '../rounds/index.ts'` })).toEqual([
      'src/features/extensions/grant.ts is a rule and takes findRound from src/features/rounds/store.ts',
    ])
  })

  test.each([
    [`import { readFileSync } from 'node:fs'`, 'takes readFileSync from node:fs'],
    [`import { randomBytes } from 'node:crypto'`, 'takes randomBytes from node:crypto'],
    [`import knex from 'knex'`, 'takes default from knex'],
    [`import 'express'`, 'takes * from express'],
    [`import { renderPage } from '../../platform/http/renderPage.ts'`, 'takes renderPage from src/platform/http/renderPage.ts'],
    [`import * as store from './store.ts'`, 'takes * from src/features/returns/store.ts'],
    [`export { findReturn } from './store.ts'`, 'takes findReturn from src/features/returns/store.ts'],
    [`export const late = () => import('./store.ts')`, 'takes * from src/features/returns/store.ts'],
    [`export const today = () => new Date()`, 'asks new Date(): pass it in'],
    [`export const today = () => Date.now()`, 'asks Date.now: pass it in'],
  ])('may not hold: %s', (head, says) => {
    expect(planted('returns/merge.ts', { head })).toEqual([`src/features/returns/merge.ts is a rule and ${says}`])
  })

  test('may take types from anywhere, and hashes', () => {
    const head = `import type { Db } from '../../platform/db.ts'\nimport { type Pool } from '../../platform/db.ts'\nimport { createHash, hash as digest } from 'node:crypto'\nimport { sayTimes } from '../../platform/say.ts'`
    expect(planted('returns/merge.ts', { head })).toEqual([])
  })

  test.each(['chasing/newActions.ts', 'chasing/newStore.ts', 'chasing/newJobs.ts', 'chasing/newReadings.ts', 'evidence/looking/new.ts'])(
    'is not what says by its name what it works with: %s',
    file => expect(planted(file, { head: `import { readFileSync } from 'node:fs'` })).toEqual([]),
  )
})

describe('a page', () => {
  test.each(['rows', 'row', 'changed', 'inTransaction', 'inSnapshot', 'prepared'])('may not take %s of the database', verb => {
    expect(planted('findings/pages/list.ts', { head: `import { ${verb} as ask } from '../../../platform/db.ts'` })).toEqual([
      `src/features/findings/pages/list.ts is a page and takes ${verb} of the database: a page calls a store or an action`,
    ])
  })

  test('may not open a database either', () => {
    expect(planted('findings/pages/list.ts', { head: `import { connect } from '../../../platform/connection.ts'` })).toEqual([
      'src/features/findings/pages/list.ts is a page and takes connect of the database: a page calls a store or an action',
    ])
  })

  test('may not hold SQL', () => {
    const foot = 'export const late = `select id from findings where partnership_id = ?`'
    expect(planted('findings/pages/list.ts', { foot })).toEqual([
      expect.stringMatching(/^findings\/pages\/list\.ts late \(line \d+\) holds SQL that names a table: that belongs in a store$/),
    ])
  })
})

describe('a statement', () => {
  const broken = (file: string, sql: string) =>
    planted(file, { foot: `export const PLANTED = \`${sql}\`` }).map(says => says.replace(/ \(line \d+\)/, ''))

  test('may not write a table of another feature, be it above or below', () => {
    expect(broken('history/store.ts', 'update dip_samples set name = name')).toEqual([
      "history/store.ts PLANTED writes dip_samples, which is sampling's",
    ])
    expect(broken('findings/store.ts', 'with gone as (delete from returns r where r.id = ? returning id) select id from gone')).toEqual([
      "findings/store.ts PLANTED writes returns, which is returns's",
    ])
    expect(broken('findings/store.ts', 'select r.id from returns r join findings f on true for update of r')).toEqual([
      "findings/store.ts PLANTED locks returns, which is returns's",
    ])
  })

  test('may read a table of a lower floor, but not of its own or a higher one', () => {
    expect(broken('findings/store.ts', 'select r.id from returns r join dip_samples s on s.round_id = r.round_id')).toEqual([])
    expect(broken('rounds/store.ts', 'select 1 from returns r left join findings f on true')).toEqual([
      "rounds/store.ts PLANTED reads findings, which is findings's",
    ])
    expect(broken('chasing/store.ts', 'exists (select from rounds o, evidence v)')).toEqual([
      "chasing/store.ts PLANTED reads evidence, which is evidence's",
    ])
  })

  test('counts a piece that is handed to it where that is written, but the name of a table and a lock where they are used', () => {
    const inRounds = (sql: string) => broken('rounds/store.ts', sql)
    expect(inRounds('select r.id from ${RETURNS_SQL} r')).toEqual([])
    expect(inRounds('select r.id from ${RETURNS_SQL} r for update of r')).toEqual([
      "rounds/store.ts PLANTED locks returns, which is returns's",
    ])
    expect(inRounds("select f.id from returns r, ${'findings'} f")).toEqual(["rounds/store.ts PLANTED reads findings, which is findings's"])
    expect(broken('rounds/round.ts', '(select f.* from findings f)')).toEqual([
      'rounds/round.ts PLANTED holds SQL that names a table: that belongs in a store',
      "rounds/round.ts PLANTED reads findings, which is findings's",
    ])
  })

  test('goes through the one door', () => {
    expect(planted('findings/store.ts', { foot: `export const late = (db: Db) => db.raw('select 1')` })).toEqual([
      'findings/store.ts calls db.raw(…): statements go through rows, row and changed',
    ])
    expect(planted('findings/store.ts', { foot: `export const late = (trx: Db) => trx('returns')` })).toEqual([
      'findings/store.ts calls trx(…): statements go through rows, row and changed',
    ])
  })
})

test('an exception that is needed no more, a feature without a floor and an owner that has gone are named', () => {
  const without = new Map([...sources].filter(([file]) => !file.startsWith('src/features/sampling/')))
  expect(brokenRules(without)).toContain('sampling owns tables in scripts/guards/house.ts, but there is no such feature')
  expect(brokenRules(withText(sources, 'src/features/questionnaires/askedSql.ts', ''))).toEqual(
    expect.arrayContaining([
      'NOT_IN_A_STORE of scripts/guards/exceptions.ts names "questionnaires/askedSql.ts sqlOf", which is needed no more: take it out',
      'OVER_AN_OWNERS_HEAD of scripts/guards/exceptions.ts names "questionnaires/askedSql.ts sqlOf reads responses", which is needed no more: take it out',
    ]),
  )
  expect(planted('weather/store.ts', {})).toEqual(['the feature weather has no floor in scripts/guards/house.ts'])
})

describe('the tables of a statement', () => {
  const known = new Set(['returns', 'rounds', 'contacts', 'events'])
  const used = (sql: string) => tablesIn(sql, known).map(({ table, does }) => `${does} ${table}`)

  test.each([
    ['select 1 from returns r, rounds as o, lateral (select 1 from contacts) c', ['reads returns', 'reads rounds', 'reads contacts']],
    ['insert into events (id) select id from returns on conflict (id) do update set id = 1', ['writes events', 'reads returns']],
    ['update returns r set due_at = o.due_at from rounds o', ['writes returns', 'reads rounds']],
    ['delete from contacts c using returns r', ['writes contacts', 'reads returns']],
    ['merge into returns r using rounds o on true', ['writes returns', 'reads rounds']],
    ['truncate table events', ['writes events']],
    ['with returns as (select 1 from rounds) select * from returns', ['reads rounds']],
    [`select 'from returns' -- from contacts\n from rounds`, ['reads rounds']],
    ['select 1 where a is distinct from returns', []],
    ['select * from unnest(:a::text[], :b::text[]) as n (a, b), returns', ['reads returns']],
  ])('%s', (sql, uses) => expect(used(sql)).toEqual(uses))

  test.each([
    ['select 1 from returns r join rounds o on true for update', ['returns', 'rounds']],
    ['select 1 from returns r join rounds o on true for update of o', ['rounds']],
    ['select 1 from (select id from contacts for update) c, returns', ['contacts']],
    ['select 1 from (select t.*, (select 1 from contacts) from returns t) r join rounds o on true for update of r', ['returns']],
    ['select 1 from returns for share', []],
  ])('held by: %s', (sql, tables) => expect(tablesLocked(sql, known).map(({ table }) => table)).toEqual(tables))
})

describe('imports between features', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sa-floors-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('go downwards, through the index', () => {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json', 'scripts/guards/house.ts'])
      cpSync(path.join(root, file), path.join(folder, file))
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    const files = {
      'returns/index.ts': `export { a } from './a.ts'`,
      'returns/a.ts': 'export const a = 1',
      'history/up.ts': `import { a } from '../returns/index.ts'\nexport const b = a`,
    }
    const beside = { 'exports/index.ts': `import { a } from '../returns/a.ts'\nexport const c = a` }
    for (const [file, text] of Object.entries({ ...files, ...beside })) {
      mkdirSync(path.join(folder, 'src/features', path.dirname(file)), { recursive: true })
      writeFileSync(path.join(folder, 'src/features', file), text)
    }
    const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
    const { stdout } = spawnSync(process.execPath, [cruiser, 'src', '--output-type', 'json'], { cwd: folder, encoding: 'utf8' })
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }
    expect(summary.violations.map(({ from, rule }) => `${rule.name} ${from}`).toSorted()).toEqual([
      'features-only-through-their-index src/features/exports/index.ts',
      'floor-0-imports-upwards src/features/history/up.ts',
    ])
  })

  test('no feature stands on two floors', () => {
    const names = FLOORS.flat()
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })
})
