import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import type { Response } from 'supertest'
import { inviteColleague } from '../../../src/features/issuing/linkActions.ts'
import { enter } from '../../../src/features/links/enterActions.ts'
import { invitationsOf } from '../../../src/features/links/index.ts'
import { changed, row, rows } from '../../../src/platform/db.ts'
import { asId } from '../../../src/platform/id.ts'
import type { Route } from '../../../src/platform/http/routes.ts'
import { routes } from '../../../src/routes.ts'
import { inRollback, type Browser, type Fields, type TestWorld } from '../../support/app.ts'
import { answerEverything, answering, fieldsOf } from './answering.ts'

/** Stands in everything of the return that is not in the section on training. */
const SECRET = 'kept-from-omar'
const OWN = 'training'
const OTHERS = ['people', 'ratings', 'declaration']

/** A return full of what a colleague with the section on training is not to see, and that colleague. */
async function planted(world: TestWorld) {
  const { db, deps } = world
  const all = await answering(world)
  const { auditReturn, dsl, partnership } = all
  await answerEverything(dsl)
  await dsl.postFiles(
    '/return/evidence',
    {},
    'files.training_evidence',
    ['minutes', 'shared', 'loose', 'removed', 'own'].map(name => ({
      name: name === 'own' || name === 'shared' ? `${name}.txt` : `${SECRET} ${name}.txt`,
      content: name === 'own' || name === 'shared' ? `What ${name} says.` : `${SECRET}, what ${name} says.`,
    })),
  )
  const files = await rows<{ id: number; name: string }>(db, 'select id, original_name as name from evidence where return_id = ?', [
    auditReturn.id,
  ])
  const idOf = (name: string) => files.find(file => file.name.includes(name))?.id ?? 0
  await db.raw(`delete from evidence_questions where evidence_id = any(?)`, [[idOf('minutes'), idOf('loose'), idOf('removed')]])
  await changed(
    db,
    `insert into evidence_questions (evidence_id, return_id, partnership_id, question_key)
     select f, :returnId, :partnershipId, 'behaviour' from unnest(:files::bigint[]) f`,
    { returnId: auditReturn.id, partnershipId: partnership.id, files: [idOf('minutes'), idOf('shared'), idOf('removed')] },
  )
  await db.raw(`update evidence set note = ? where id = any(?)`, [`${SECRET} note`, [idOf('minutes'), idOf('loose'), idOf('removed')]])
  await db.raw(`update evidence set removed_at = now(), removed_by = 'Sam Okafor' where id = ?`, [idOf('removed')])
  await changed(
    db,
    `update responses set comment = :said, action = jsonb_build_object('what', :said::text, 'who', :said::text, 'owner', :said::text, 'due', '2027-01-01')
     where return_id = :returnId and question_key in (select question_key from responses where return_id = :returnId)
       and question_key not in ('read_part_one', 'priority', 'story', 'report', 'courses', 'training_evidence')`,
    { said: `${SECRET} text`, returnId: auditReturn.id },
  )
  await db.raw(`update responses set answer = jsonb_build_object('name', ?::text) where return_id = ? and question_key = 'head'`, [
    `${SECRET} head`,
    auditReturn.id,
  ])
  await db.raw(`update returns set returned_reason = ? where id = ?`, [`${SECRET} reason`, auditReturn.id])
  await changed(
    db,
    `insert into submissions (return_id, partnership_id, sequence, reference, via, submitted_at, by_name, responses)
     select :returnId, :partnershipId, 1, 'NR-1', 'online', now(), 'Ruth Ainsworth', jsonb_object_agg(question_key, jsonb_build_object(
       'answer', answer, 'comment', case when question_key not in
         ('read_part_one', 'priority', 'story', 'report', 'courses', 'training_evidence') then :said::text end, 'action', action, 'version', version, 'byName', by_name, 'at', at))
     from responses where return_id = :returnId`,
    { returnId: auditReturn.id, partnershipId: partnership.id, said: `${SECRET} sent` },
  )
  const omar = { name: 'Omar Aziz', role: 'business_manager' as const }
  await inviteColleague(deps, dsl.actor, {
    ...{ returnId: auditReturn.id, ...omar, email: 'omar@ashgrove.example' },
    reach: { sections: [OWN], maySign: false },
  })
  const links = await invitationsOf(db, partnership.id, auditReturn.id)
  const link = links.find(({ name }) => name === omar.name)
  const entered = await enter(db, link?.id ?? asId(0), { ...omar, jobTitle: '' })
  const people = await rows<{ id: number }>(db, 'select id from contributors where return_id = ?', [auditReturn.id])
  return {
    ...all,
    links,
    files,
    people,
    helper: await world.contributor(entered ?? asId(0)),
    bytes: Buffer.from(`${SECRET}, what minutes says.`),
  }
}

type Planted = Awaited<ReturnType<typeof planted>>

/** Every address of a route, with each thing of this return in it. */
function addresses({ path }: Route, { files, links, people }: Planted): string[] {
  const values: Record<string, string[]> = {
    ':filledWorkbookId': ['1'],
    ':section': [OWN, ...OTHERS, 'boarding', 'nonsense'],
    ':id': files.map(({ id }) => String(id)),
    ':invitationId': links.map(({ id }) => String(id)),
    ':sequence': ['1', '2', 'nonsense'],
    ':contributorId': people.map(({ id }) => String(id)),
    ':question': ['story', 'lettings', 'head', 'accurate', 'nonsense'],
    ':row': ['1'],
    ...(path.includes('/lists/') ? { ':section': [OWN, 'people', 'what-is-left'], ':question': ['deputies', 'story'] } : {}),
  }
  return path.split('/').reduce<string[]>(
    (found, part) => {
      if (!part.startsWith(':')) return found.map(before => `${before}/${part}`.replace('//', '/'))
      const given = values[part]
      if (!given) throw new Error(`nothing is known of ${part}: say what to put there`)
      return found.flatMap(before => given.map(value => `${before}/${value}`))
    },
    [''],
  )
}

/** Whatever any form of the return sends, aimed at what is not this colleague's. */
function aimed({ files, links, people }: Planted): Fields {
  const ids = files.map(({ id }) => String(id))
  return {
    ...{ _key: crypto.randomUUID(), intent: 'stay', confirm: 'yes', jobTitle: '', person: 'invited', note: 'Seen', opens: 'whole' },
    ...{
      name: 'Nia New',
      email: 'nia@ashgrove.example',
      role: 'head',
      questions: ['training_evidence', 'behaviour'],
      question: 'behaviour',
    },
    contributor: people.map(({ id }) => String(id)),
    invitation: links.map(({ id }) => String(id)),
    'attach.training_evidence': ids,
    'attach.behaviour': ids,
    'q.behaviour': '1',
    'v.behaviour': '1',
    'a.behaviour': 'red',
    'c.behaviour': 'Written by Omar',
    'a.deputies.0.name': 'Written by Omar',
  }
}

async function sent(browser: Browser, route: Route, address: string, all: Planted): Promise<Response> {
  const own = route.path.includes(':section') && address.includes(`/${OWN}`) ? fieldsOf(await browser.get(`/return/sections/${OWN}`)) : {}
  const fields = { ...own, ...aimed(all) }
  if (route.answers === 'json' && !route.upload)
    return browser.send(address, 'application/json', JSON.stringify(fields)).set('X-CSRF-Token', browser.csrf())
  if (!route.upload) return browser.post(address, fields)
  return browser.postFiles(address, fields, 'files.training_evidence', [{ name: 'again.txt', content: all.bytes }])
}

/** What is not this colleague's, as it is stored. */
const notTheirs = async ({ db }: TestWorld, { auditReturn }: Planted) => ({
  answers: await rows(
    db,
    `select question_key, answer, comment, action, version, by_name from responses where return_id = ? and question_key not in
       ('read_part_one', 'priority', 'story', 'report', 'courses', 'training_evidence') order by 1`,
    [auditReturn.id],
  ),
  files: await rows(
    db,
    `select v.original_name, v.note, v.removed_at is null as here, q.question_key from evidence v left join evidence_questions q on q.evidence_id = v.id
     where v.return_id = ? and v.original_name not in ('own.txt', 'again.txt') and coalesce(q.question_key, '') <> 'training_evidence'
       and v.original_name <> 'shared.txt' order by 1, 4`,
    [auditReturn.id],
  ),
  shared: await row(
    db,
    `select v.removed_at is null as here from evidence v join evidence_questions q on q.evidence_id = v.id
     where v.return_id = ? and v.original_name = 'shared.txt' and q.question_key = 'behaviour'`,
    [auditReturn.id],
  ),
  signed: await rows(db, 'select role from sign_offs where return_id = ?', [auditReturn.id]),
  links: (await rows(db, 'select name from invitations where return_id = ? and revoked_at is null order by id', [auditReturn.id])).length,
})

const STANDINGS: [string, string][] = [
  ['while everything is answered and nothing is signed', `status = 'in_progress'`],
  [
    'after it was sent back',
    `returned_questions = '[{"key": "story", "note": ""}, {"key": "behaviour", "note": "${SECRET} note"}]', returned_due_on = '2027-01-14',
      status = 'returned', returned_at = now(), submitted_at = now(), submitted_via = 'online', reference = 'NR-1'`,
  ],
  [
    'while it waits for the chair',
    `status = 'awaiting_sign_off', submitted_at = now(), submitted_via = 'online', reference = 'NR-1', returned_reason = null`,
  ],
]

test.each(STANDINGS)(
  'whoever has one section comes upon nothing of the others by any page, form or script of the return %s, and changes nothing there',
  (_when, how) =>
    inRollback(async world => {
      const all = await planted(world)
      await world.db.raw(`update returns set ${how} where id = ?`, [all.auditReturn.id])
      const before = await notTheirs(world, all)
      expect(JSON.stringify(before)).toContain(SECRET)
      const theirs = routes.filter(({ needs, path }) => needs === 'return.complete' || path.startsWith('/return/'))
      const found: string[] = []
      const look = (what: string, { text, headers, status }: Response) => {
        if (`${text}${JSON.stringify(headers)}`.includes(SECRET)) found.push(`${what} tells of it`)
        if (status >= 500) found.push(`${what} ends in ${status}`)
      }
      const walkPages = async (when: string) => {
        for (const route of theirs.filter(({ method }) => method === 'get'))
          for (const address of addresses(route, all)) look(`GET ${address} ${when}`, await all.helper.get(address))
      }
      await walkPages('at first')
      for (const route of theirs.filter(({ method, path }) => method === 'post' && path !== '/return/leave'))
        for (const address of addresses(route, all)) look(`POST ${address}`, await sent(all.helper, route, address, all))
      await walkPages('after every form')
      expect(found).toEqual([])
      expect(await notTheirs(world, all)).toEqual(before)
      // They did see their own, and so the walk walked.
      expect((await all.helper.get('/return/whole')).text).toContain('own.txt')
      expect((await all.dsl.get('/return/whole')).text).toContain(SECRET)
    })(),
  120_000,
)

test(
  'the same bytes as a file that somebody may not see are a file of their own: neither its name nor who added it comes back',
  inRollback(async world => {
    const all = await planted(world)
    const added = await all.helper.postFiles('/return/evidence', {}, 'files.training_evidence', [{ name: 'again.txt', content: all.bytes }])
    expect(added.status).toBe(303)
    const page = await all.helper.get('/return/evidence')
    expect(page.text).toContain('again.txt')
    expect(page.text).not.toContain(SECRET)
    const sha = createHash('sha256').update(all.bytes).digest('hex')
    expect(await rows(world.db, 'select 1 from evidence where return_id = ? and sha256 = ?', [all.auditReturn.id, sha])).toHaveLength(2)
  }),
)
