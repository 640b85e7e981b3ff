import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import { exportCommands } from '../../../src/features/exports/index.ts'
import { changed, rows } from '../../../src/platform/db.ts'
import type { Deps } from '../../../src/platform/deps.ts'
import { bytesOf } from '../../support/csvZip.ts'
import { filledRound } from '../../support/filledRound.ts'
import { inRollback } from '../../support/app.ts'
import { readWorkbook } from '../../support/workbook.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sa-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command line as the operator types it. */
const run = (deps: Deps, ...words: string[]): Promise<string> => runAs(deps, 'workbook', ...words)

async function runAs(deps: Deps, ...words: string[]): Promise<string> {
  const program = new Command().exitOverride()
  exportCommands(program, () => Promise.resolve(deps))
  let said = ''
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => ((said += String(chunk)), true))
  const progress = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await program.parseAsync(['node', 'cli', 'export', ...words])
  } finally {
    out.mockRestore()
    progress.mockRestore()
  }
  return said
}

test(
  'an operator writes the workbook of a round to a file, and what was there is replaced when the new one is whole',
  inRollback(async ({ deps, db, make }) => {
    const { id: partnershipId, code } = await make.partnership()
    const { round } = await filledRound(db, make, partnershipId)
    const out = path.join(folder, 'round.xlsx')
    writeFileSync(out, 'an earlier one')
    const said = JSON.parse(await run(deps, '--round', round.code, '--out', out, '--partnership', code, '--json')) as {
      file: string
      sheets: { name: string; rows: number }[]
    }
    expect(said.file).toBe(out)
    expect(said.sheets.find(({ name }) => name === 'Establishments')).toEqual({ name: 'Establishments', rows: 12 })
    expect((await readWorkbook(out)).get('Returns statement')!.rows.at(-1)).toMatchObject({ establishments: 11 })
    expect(readdirSync(folder)).toEqual(['round.xlsx'])
    expect(
      await rows(db, `select 1 from events where verb = 'export.made' and actor_kind = 'operator' and round_id = ?`, [round.id]),
    ).toHaveLength(1)
  }),
)

test(
  'the command chooses as the page does: the same choice makes the same file, and what there is not is refused by name',
  inRollback(async ({ deps, db, make }) => {
    const { id: partnershipId, code } = await make.partnership()
    const { round } = await filledRound(db, make, partnershipId)
    const out = path.join(folder, 'chosen.zip')
    const words = ['csv', '--round', round.code, '--out', out, '--partnership', code]
    await runAs(deps, ...words, '--sheets', 'rates, establishments', '--states', 'submitted', '--people', 'pseudonymised', '--json')
    const chosen = { sheets: ['establishments', 'rates'], states: ['submitted' as const], people: 'pseudonymised' as const }
    const same = await bytesOf(db, { partnershipId, roundId: round.id, chosen })
    expect(readFileSync(out).equals(same)).toBe(true)
    rmSync(out)
    for (const [option, value, message] of [
      ['--sheets', 'everything', 'There is no sheet “everything” in this round. Choose from: returns_statement, establishments, rates'],
      ['--states', 'late', 'There is no state “late” in this round. Choose from: not_issued, issued'],
      ['--people', 'none', 'Choose with names, or pseudonymised'],
    ])
      await expect(runAs(deps, ...words, option!, value!)).rejects.toThrow(message)
    expect(existsSync(out)).toBe(false)
  }),
)

test(
  'a round, partnership or folder that does not exist is refused in words, and no file is begun',
  inRollback(async ({ deps, make }) => {
    const { id: partnership_id, code } = await make.partnership()
    const round = await make.round({ partnership_id })
    const out = path.join(folder, 'none.xlsx')
    await expect(run(deps, '--round', 'nothing', '--out', out, '--partnership', code)).rejects.toThrow(
      'There is no round with the code nothing.',
    )
    await expect(run(deps, '--round', round.code, '--out', out, '--partnership', 'nobody')).rejects.toThrow(
      'There is no partnership with the code "nobody"',
    )
    await expect(
      run(deps, '--round', round.code, '--out', path.join(folder, 'no/such/folder.xlsx'), '--partnership', code),
    ).rejects.toThrow('There is no folder')
    await expect(run(deps, '--round', round.code, '--out', folder, '--partnership', code)).rejects.toThrow('is a folder')
    expect(existsSync(out)).toBe(false)
  }),
)

test(
  'when it fails half-way nothing is left, and an earlier file stands',
  inRollback(async ({ deps, db, make }) => {
    const { id: partnershipId, code } = await make.partnership()
    const { round } = await filledRound(db, make, partnershipId)
    const out = path.join(folder, 'kept.xlsx')
    writeFileSync(out, 'an earlier one')
    // A version whose document is no questionnaire: found only while the workbook is being written.
    await changed(db, `alter table questionnaire_versions disable trigger questionnaire_versions_frozen`)
    await changed(db, `update questionnaire_versions set frozen_at = null, document = '{}' where partnership_id = ?`, [partnershipId])
    await expect(run(deps, '--round', round.code, '--out', out, '--partnership', code)).rejects.toThrow()
    expect(readdirSync(folder).filter(name => name.startsWith('kept'))).toEqual(['kept.xlsx'])
  }),
)
