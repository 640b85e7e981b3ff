import type { Response } from 'supertest'
import { row, rows } from '../../../src/platform/db.ts'
import type { ContactRole } from '../../../src/features/history/index.ts'
import type { Browser, Fields, TestWorld } from '../../support/app.ts'
import { everyKind } from '../../unit/questions/everyKind.ts'

export type Row = Record<string, unknown>

/** A return of the small questionnaire with one question of every kind, and people who answer it. */
export async function answering({ make, contributor, db }: TestWorld, values: Row = {}, facts: Row = {}, document = everyKind) {
  const partnership = await make.partnership({ contact_name: 'Priya Shah', contact_email: 'audit@northmoor.example' })
  const establishment = await make.establishment({ partnership_id: partnership.id, ...facts })
  const round = await make.round({ partnership_id: partnership.id })
  const version = await make.questionnaireVersion(partnership.id, 'A', { document, frozen_at: new Date() })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership.id,
    version.id,
  ])
  const auditReturn = await make.auditReturn({
    partnership_id: partnership.id,
    round_id: round.id,
    establishment_id: establishment.id,
    status: 'opened',
    ...values,
  })
  const join = async (role: ContactRole, name: string) => {
    const actor = await make.contributorActor(auditReturn, role, name)
    return Object.assign(await contributor(actor.contributorId), { actor })
  }
  return {
    partnership,
    establishment,
    round,
    auditReturn,
    join,
    dsl: await join('dsl', 'Sam Okafor'),
    now: () => row<Row>(db, 'select * from returns where id = ?', [auditReturn.id]).then(found => found ?? {}),
    answers: async () =>
      new Map(
        (await rows<Row>(db, 'select * from responses where return_id = ?', [auditReturn.id])).map(found => [
          found.question_key as string,
          found,
        ]),
      ),
    events: (verb: string) => rows<Row>(db, 'select * from events where return_id = ? and verb = ? order by id', [auditReturn.id, verb]),
  }
}

/** The fields of the form on a page as a browser would send them untouched. */
export function fieldsOf(page: Response): Fields {
  const form = /<form method="post" action="\/return\/sections[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? ''
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => (fields[name] ??= []).push(unescaped(value))
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type')
    if (type === 'file' || name === '_csrf' || ((type === 'radio' || type === 'checkbox') && !/ checked/.test(tag))) continue
    add(name, attribute(tag, 'value'))
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)) add(name ?? '', value ?? '')
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0]! : values]))
}

const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

const unescaped = (text: string): string =>
  text
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** Answers to everything that the small questionnaire asks for. */
export const EVERYTHING: Record<string, Fields> = {
  people: { 'a.head.name': 'Ruth Ainsworth', 'a.deputies.0.name': 'Lee Marsh' },
  ratings: {
    'a.policy_current': 'yes',
    'a.policy_on.day': '14',
    'a.policy_on.month': '9',
    'a.policy_on.year': '2026',
    'a.whistleblowing': 'yes',
    'a.lettings': 'met',
    'a.behaviour': 'green',
    'a.oversight': '1',
    'a.has_log': 'no',
  },
  training: {
    'a.read_part_one': '100',
    'a.priority': 'Online safety',
    'a.report': 'separate',
    'a.courses': ['prevent'],
    'a.training_evidence': 'In the office, ask the business manager.',
  },
  declaration: { 'a.accurate': 'confirmed' },
}

/** Answers everything as a person would, section by section. */
export async function answerEverything(browser: Browser): Promise<void> {
  for (const [section, answers] of Object.entries(EVERYTHING)) {
    const address = `/return/sections/${section}`
    // Twice: the first save makes more questions asked.
    for (let turn = 0; turn < 2; turn += 1) {
      const saved = await browser.post(address, { ...fieldsOf(await browser.get(address)), ...answers })
      if (saved.status !== 303) throw new Error(`${section} was not saved: ${saved.status}`)
    }
  }
}

/** The key of the form on a page. */
export const keyOf = (page: Response): string => /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
