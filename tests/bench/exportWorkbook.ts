import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { changed, row, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { answerAll } from '../support/filledRound.ts'
import { makers } from '../support/make.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Bench, BenchLine, BenchWorld } from './bench.ts'

/** Returns that are answered in full; the others are answered as one of them. */
const ANSWERED_APART = 40

/**
 * The whole workbook of a round of set A, about 140 questions a return, by the program in a process of its own; the reference
 * writes the cells of the same sheets as XML straight into a zip at the same level, from values that it holds in memory.
 *
 * In full it is done for the largest partnership and for the national size, 4 million responses; `--returns=30000` does one of them.
 */
export const exportWorkbook: Bench = async world => {
  const asked = process.argv.find(argument => argument.startsWith('--returns='))?.slice('--returns='.length)
  const lines: BenchLine[] = []
  for (const returns of asked ? [Number(asked)] : world.size === 'small' ? [60] : [3_000, 30_000])
    lines.push(await exportOf(world, returns))
  return lines
}

async function exportOf({ db, connection, folder }: BenchWorld, returns: number): Promise<BenchLine> {
  const { partnershipId, roundId } = await seed(db, returns)
  const file = path.join(folder, 'round.xlsx')
  const ours = await inProcess('export', { connection, partnershipId, roundId, file, folder })
  const bare = await inProcess('reference', { file, target: path.join(folder, 'bare.zip') })
  const { size: bytes } = await stat(file)
  return {
    name: 'export-workbook',
    value: round(ours.seconds),
    unit: 's',
    reference: round(bare.seconds),
    ratio: Number((ours.seconds / bare.seconds).toFixed(2)),
    n: 1,
    detail: {
      returns,
      rows: bare.rows,
      cells: bare.cells,
      megabytes: Math.round(bytes / 1e6),
      peakMb: Math.round(ours.peakMb),
      referencePeakMb: Math.round(bare.peakMb),
      longestPauseMs: Math.round(ours.longestPauseMs ?? 0),
      goal: 'ratio <= 2.5, peakMb < 400',
    },
  }
}

const round = (seconds: number): number => Number(seconds.toFixed(2))

/** What a process says of its work. */
export type Work = { seconds: number; peakMb: number; longestPauseMs?: number; rows?: number; cells?: number }

/** In a process of its own, so that the memory it took is its own. */
async function inProcess(what: 'export' | 'reference', task: Record<string, unknown>): Promise<Work> {
  const script = fileURLToPath(new URL('./exportWorkbookWork.ts', import.meta.url))
  const child = spawn(process.execPath, [script, what, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`)
  return JSON.parse(said) as Work
}

async function seed(db: Pool, returns: number): Promise<{ partnershipId: Id<'partnership'>; roundId: Id<'round'> }> {
  const make = makers({ db } as unknown as Deps)
  const { id: partnershipId } = await make.partnership()
  const round = await make.round({ partnership_id: partnershipId })
  const first = await make.auditReturn({ partnership_id: partnershipId, round_id: round.id })
  const names = { p: partnershipId, r: round.id, first: first.id, returns }
  await changed(
    db,
    `with e as (
       insert into establishments (partnership_id, scheme, identifier, name, la_code, la_name, establishment_number, type_code, type_name,
         type_group_code, type_group_name, phase_code, phase_name, low_age, high_age, boarders_code)
       select :p, 'urn', (100000 + n)::text, 'St Thomas à Becket’s School ' || n, 888, 'Northmoor', n % 9000, 1, 'Community school',
         4, 'Local authority maintained schools', 2, 'Primary', 4, 11, 1
       from generate_series(2, :returns) n returning id, name)
     insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status,
       issued_at, opened_at, started_at, submitted_at, submitted_via, first_due_at, due_at)
     select :p, :r, e.id, e.name, 'A', f.questionnaire_version_id, f.facts, 'submitted', now(), now(), now(), now(), 'online', f.first_due_at, f.due_at
     from e, returns f where f.id = :first`,
    names,
  )
  const apart = Math.min(returns, ANSWERED_APART)
  for (let at = 0; at < apart; at += 1) {
    const found = await row<{ id: Id<'return'>; partnership_id: Id<'partnership'>; facts: string[] }>(
      db,
      `select id, partnership_id, facts from returns where round_id = ? order by id offset ? limit 1`,
      [round.id, at],
    )
    if (found) await answerAll(db, found, at)
  }
  await changed(
    db,
    `with numbered as (select id, row_number() over (order by id) - 1 as place from returns where round_id = :r)
     insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name, at)
     select other.id, :p, s.question_key, s.answer, s.comment, s.action, s.by_name, s.at + other.place * interval '97 seconds'
     from numbered other join numbered model on model.place = other.place % :apart join responses s on s.return_id = model.id
     where other.place >= :apart`,
    { ...names, apart },
  )
  await db.raw('analyze')
  return { partnershipId, roundId: round.id }
}
