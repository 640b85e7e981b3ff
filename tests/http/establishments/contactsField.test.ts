import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'

/*
 * Files of contacts as other programs' users reported that they send them (tests/fixtures/contacts/field), each imported on the page as it
 * is, in a register of the eleven schools 900001 to 900011.
 */
type Stored = [urn: string, role: string, name: string, email: string]
type Case = {
  /** The files, imported one after the other. */
  files: readonly string[]
  right: readonly Stored[]
  /** What the page of the last one says. */
  says?: readonly string[]
  notes?: readonly string[]
  skipped?: readonly string[]
}

const BEA: Stored = ['900001', 'dsl', 'Bea Fox', 'bea.fox@ashtree.example']
const CAL: Stored = ['900002', 'dsl', 'Cal Gray', 'cal.gray@beck.example']

const CASES: Record<string, Case> = {
  'F14: addresses as Outlook copies them are read, with a note': {
    files: ['F14a-outlook-addresses'],
    right: [BEA, CAL, ['900003', 'dsl', 'Dee Hill', 'dee.hill@coppice.example'], ['900004', 'dsl', 'Eva Ives', 'eva.ives@stmarys.example']],
    notes: ['Cell D2', 'Cell D3', 'Cell D4', 'Cell D5'],
  },
  'F14: two addresses in one cell are refused as two': {
    files: ['F14b-two-addresses'],
    right: [],
    says: ['Two addresses in one cell: bea.fox@ashtree.example and office@ashtree.example'],
  },
  'F15: a cell that says that nothing is known is no address, and a vacant post is nobody': {
    files: ['F15-not-known-cells'],
    right: [BEA, ['900002', 'dsl', 'Cal Gray', ''], ['900004', 'dsl', 'Eva Ives', '']],
    skipped: ['4 nobody: “Vacant”'],
  },
  'F16: a row of instructions is passed over': {
    files: ['F16-instruction-row'],
    right: [BEA],
    skipped: ['2 not a person: no URN (“Required: 6 digits”)'],
  },
  'F20: an address that a later file leaves blank stays': {
    files: ['F20a-first', 'F20b-email-blank'],
    right: [BEA],
    says: ['0 changed'],
  },
  'F21: a row that is there twice is taken once': {
    files: ['F21-same-row-twice'],
    right: [BEA, CAL],
    skipped: ['4 Bea Fox: the same as line 2'],
  },
  'F22: no telephone number stops its line': {
    files: ['F22-telephones'],
    right: [
      BEA,
      CAL,
      ['900003', 'dsl', 'Dee Hill', 'dee.hill@coppice.example'],
      ['900004', 'dsl', 'Eva Ives', 'eva.ives@stmarys.example'],
      ['900005', 'dsl', 'Flo Jay', 'flo.jay@stmarys2.example'],
    ],
    notes: ['2 Cell G2', '3 Cell G3', '6 Cell G6'],
  },
  'F24: one row for a school is four people of it': {
    files: ['F24-one-row-per-school'],
    right: [
      ['900001', 'head', 'Ann Ely', 'head@ashtree.example'],
      BEA,
      ['900001', 'deputy_dsl', 'Ola Pym', 'ola.pym@ashtree.example'],
      ['900001', 'chair', 'Roy Tate', 'roy.tate@ashtree.example'],
    ],
  },
  'F25: roles are taken as people write them': {
    files: ['F25a-roles-as-people-write-them'],
    right: ['head', 'head', 'head', 'dsl', 'dsl', 'dsl', 'dsl', 'chair', 'other', ['head', 'dsl'], 'other'].flatMap((roles, at) =>
      [roles].flat().map((role): Stored => [String(900001 + at), role, `Person ${at}`, `p${at}@school${at}.example`]),
    ),
  },
  'F25: two who share the post are both taken': {
    files: ['F25b-job-share'],
    right: [BEA, ['900001', 'dsl', 'Gus Kerr', 'gus.kerr@ashtree.example']],
    notes: ['Gus Kerr shares the role of Designated Safeguarding Lead with Bea Fox'],
  },
}

test.each(Object.entries(CASES))('%s', (_what, { files, right, says = [], notes = [], skipped = [] }) =>
  inRollback(async world => {
    const { id: partnership_id } = await world.make.partnership()
    for (let at = 0; at < 11; at += 1) await world.make.establishment({ partnership_id, identifier: String(900001 + at) })
    const browser = await world.staff((await world.make.staffActor(partnership_id)).accountId)
    let preview = ''
    for (const name of files) {
      const content = readFileSync(path.join(import.meta.dirname, '../../fixtures/contacts/field', `${name}.csv`))
      const uploaded = await browser.postFiles('/register/contacts/upload', {}, 'file', [{ name: `${name}.csv`, content }])
      expect(uploaded.status).toBe(303)
      preview = uploaded.headers.location as string
      await browser.post(`${preview}/apply`)
    }
    expect(await stored(world, partnership_id)).toEqual(right)
    const page = async (show: string) => pageText(await browser.get(`${preview}?show=${show}`))
    for (const words of says) expect(pageText(await browser.get(preview))).toContain(words)
    for (const words of notes) expect(await page('notes')).toContain(words)
    for (const words of skipped) expect(await page('skipped')).toContain(words)
  })(),
)

const stored = async ({ db }: TestWorld, partnershipId: number): Promise<Stored[]> =>
  (
    await rows<{ urn: string; role: string; name: string; email: string }>(
      db,
      `select e.identifier as urn, c.role, c.name, c.email from contacts c join establishments e on e.id = c.establishment_id
       where c.partnership_id = ? and c.to_on is null order by e.identifier, c.id`,
      [partnershipId],
    )
  ).map(({ urn, role, name, email }) => [urn, role, name, email])
