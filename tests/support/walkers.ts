import { startChoice } from '../../src/features/questionnaires/choiceActions.ts'
import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import type { Response } from 'supertest'
import { demonstrationLink } from '../../src/features/accounts/index.ts'
import { addToTheme, editQuotation, pickQuotation, readyComments } from '../../src/features/coding/index.ts'
import { auditLink } from '../../src/features/messages/index.ts'
import { digestOf, publish } from '../../src/features/publications/index.ts'
import { buildReport, requestReport } from '../../src/features/reports/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import { addTheme, saidDidPublication } from '../../src/features/saidDid/index.ts'
import { changed, row, rows } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { linkToken, newNonce, tokenHash } from '../../src/platform/linkToken.ts'
import { PASSWORD, staffWithPassword } from '../http/accounts/people.ts'
import { answerEverything, answering } from '../http/answering/answering.ts'
import { sentSignedOut, withCookie } from '../http/answering/signedOut.ts'
import { secondYear } from '../http/lastYear/world.ts'
import { cellAt } from '../unit/workbooks/book.ts'
import { exerciseIn, unusedSets } from '../http/standards/standards.ts'
import { filledRound } from './filledRound.ts'
import type { Browser, TestWorld } from './app.ts'
import { follow, submitForm } from './forms.ts'
import { REAL, registerCsv, schools as schoolsOf } from './registerFile.ts'
import { plan, progressPath } from './plan.ts'
import type { FeedbackContent } from '../../src/features/feedback/content.ts'
import type { Walker } from './walk.ts'

/** Everybody who can stand before the program, each where there is something to fill in: visitors with and without links, schools, staff. */
export async function everybody(world: TestWorld): Promise<Walker[]> {
  const filled = await filledRound(world.db, world.make)
  await changed(world.db, 'update partnerships set demonstration = true where id = ?', [filled.partnershipId])
  const account = await staffWithPassword(world, { partnership_id: filled.partnershipId, role: 'administrator', demonstration: true })
  const { round, partnershipId } = filled
  const live = await linkTo(world, partnershipId, round.id, {})
  const rated = await exerciseIn(world, { rollUp: 'agreed' }, partnershipId)
  return [
    ...(await visitors(world, filled, account.id, live)),
    await agency(world, rated),
    ...(await schools(world, filled)),
    await staff(world, filled, account.id, live),
    await newPartnership(world),
  ]
}

type Filled = Awaited<ReturnType<typeof filledRound>>

async function visitors(world: TestWorld, filled: Filled, accountId: Id<'account'>, live: Link): Promise<Walker[]> {
  const { deps } = world
  const { partnershipId, round } = filled
  const withoutApp = await staffWithPassword(world, { partnership_id: partnershipId })
  await changed(world.db, 'update accounts set totp_confirmed_at = null where id = ?', [withoutApp.id])
  const withApp = await staffWithPassword(world, { partnership_id: partnershipId })
  const since = deps.now().getTime()
  const halfway = (accountIds: Id<'account'>[], start: string): Walker => ({
    name: 'somebody between password and code',
    browser: () => world.signedIn({ halfway: { accountIds, since } }),
    starts: [start],
  })
  const ended = await linkTo(world, partnershipId, round.id, { revoked_at: new Date() })
  const progress = await progressPath(world, partnershipId)
  const feedback = await feedbackOf(world, filled)
  return [
    {
      name: 'a visitor',
      browser: () => Promise.resolve(world.visitor()),
      starts: [
        '/',
        '/audit/lost-link',
        '/sign-in',
        live.path,
        ended.path,
        await allReturnsPath(world, partnershipId),
        progress.path,
        feedback,
        await passwordLink(world, partnershipId, withoutApp.id),
        new URL(await demonstrationLink(deps, accountId)).pathname,
      ],
    },
    halfway([withoutApp.id], '/sign-in/set-up'),
    halfway([withApp.id], '/sign-in/code'),
    halfway([withApp.id], '/sign-in/recovery-code'),
    halfway([withoutApp.id, withApp.id], '/sign-in/partnership'),
    { name: 'who opened a link', browser: () => world.signedIn({ started: { invitationId: live.id } }), starts: ['/return/who'] },
  ]
}

/** The path of a link to every return of an address. */
async function allReturnsPath({ db, deps }: TestWorld, partnershipId: Id<'partnership'>): Promise<string> {
  const nonce = newNonce()
  const token = linkToken(deps.secret, '/audit/all', nonce)
  await changed(
    db,
    `insert into address_links (partnership_id, email, nonce, token_hash, expires_at)
     select ?, (select email from invitations where partnership_id = ? and email <> '' and revoked_at is null order by id limit 1), ?, ?,
       now() + interval '1 day'`,
    [partnershipId, partnershipId, nonce, tokenHash(token)],
  )
  return `/audit/all/${token}`
}

/** Who rates standards by a link. */
const agency = async (world: TestWorld, { linkOf, police }: Awaited<ReturnType<typeof exerciseIn>>): Promise<Walker> => ({
  name: 'an agency',
  browser: () => Promise.resolve(world.visitor()),
  starts: [await linkOf(police)],
})

/** Feedback that is drafted for one school and sent to another. @returns the path of its link */
async function feedbackOf({ db, deps, make }: TestWorld, { partnershipId, round, returns }: Filled): Promise<string> {
  const nonce = newNonce()
  const token = linkToken(deps.secret, '/feedback', nonce)
  const content: FeedbackContent = {
    returned: false,
    standing: 'Outstanding',
    comparedWith: '',
    sections: [],
    good: [],
    actions: [],
    reviews: [],
    inReview: false,
    held: { answers: 1, files: 0 },
  }
  await changed(
    db,
    `insert into feedback (partnership_id, round_id, return_id, content, return_version, drafted_by, said, sent_by, sent_at, nonce, token_hash)
     select :partnershipId, :roundId, r.id, :content::jsonb, r.version, 'Priya Shah', case when r.id = :sent then :said::jsonb end,
       case when r.id = :sent then 'Priya Shah' end, case when r.id = :sent then now() end, case when r.id = :sent then :nonce::bytea end,
       case when r.id = :sent then :hash::bytea end
     from returns r where r.id in (:sent, :drafted)`,
    {
      partnershipId,
      roundId: round.id,
      content: JSON.stringify(content),
      said: JSON.stringify({ opening: '', nextYear: '', nextSteps: '', remark: '' }),
      sent: returns[1]!.id,
      drafted: returns[2]!.id,
      nonce,
      hash: tokenHash(token),
    },
  )
  // Someone who can be sent the lost letter again.
  await make.contact({ partnership_id: partnershipId, establishment_id: returns[1]!.establishment_id, role: 'head' })
  await changed(
    db,
    `with r as (
       insert into feedback_replies (partnership_id, feedback_id, body, by_name, settled_as, settled_by, settled_at)
       select f.partnership_id, f.id, 'Please call us.', 'Sam Okafor', s.settled, case when s.settled is not null then 'Priya Shah' end,
         case when s.settled is not null then now() end
       from feedback f, (values (null), ('no_answer_needed')) as s (settled) where f.return_id = :sent
     )
     insert into messages (partnership_id, key, kind, round_id, return_id, to_name, to_email, subject, body, message_id, status, error)
     values (:partnershipId, 'feedback:lost', 'feedback', :roundId, :sent, 'Sam Okafor', 'gone@school.example', 'Feedback', 'Read it.',
       '<lost@school.example>', 'failed', 'no such mailbox')`,
    { partnershipId, roundId: round.id, sent: returns[1]!.id },
  )
  return `/feedback/${token}`
}

type Link = { id: Id<'invitation'>; returnId: Id<'return'>; path: string }

async function linkTo(
  { db, deps, make }: TestWorld,
  partnership_id: Id<'partnership'>,
  round_id: Id<'round'>,
  values: Record<string, unknown>,
): Promise<Link> {
  const auditReturn = await make.auditReturn({ partnership_id, round_id })
  await make.contact({ partnership_id, establishment_id: auditReturn.establishment_id })
  const nonce = newNonce()
  const token_hash = tokenHash(linkToken(deps.secret, 'audit', nonce))
  const { id } = await make.invitation({ partnership_id, return_id: auditReturn.id, nonce, token_hash, main: true, ...values })
  await changed(db, `update returns set status = 'opened' where id = ?`, [auditReturn.id])
  return { id, returnId: auditReturn.id, path: new URL(auditLink(deps.secret, deps.baseUrl, nonce)).pathname }
}

async function passwordLink({ db, deps }: TestWorld, partnershipId: Id<'partnership'>, accountId: Id<'account'>): Promise<string> {
  const nonce = newNonce()
  const token = linkToken(deps.secret, 'set_password', nonce)
  await changed(
    db,
    `insert into sign_in_links (partnership_id, account_id, purpose, nonce, token_hash, expires_at)
     values (?, ?, 'set_password', ?, ?, now() + interval '1 day')`,
    [partnershipId, accountId, nonce, tokenHash(token)],
  )
  return `/account/set-password/${token}`
}

/** A school amid a real questionnaire, one with a question of every kind that is ready to be signed, and one that signs. */
async function schools(world: TestWorld, { returns }: Filled): Promise<Walker[]> {
  const { make } = world
  const writing = await make.contributorActor(returns[9]!, 'dsl')
  await changed(world.db, 'update invitations set main = true where id = ?', [writing.invitationId])
  await make.invitation({ partnership_id: writing.partnershipId, return_id: writing.returnId, name: 'Omar Aziz', main: false })
  await make.contributorActor(returns[9]!, 'deputy_dsl', 'Priya Nair')
  const small = await answering(world)
  const head = await small.join('head', 'Ruth Ainsworth')
  await make.contact({
    partnership_id: small.partnership.id,
    establishment_id: small.establishment.id,
    role: 'head',
    name: 'Ruth Ainsworth',
    email: (await row<{ email: string }>(world.db, 'select email from invitations where id = ?', [head.actor.invitationId]))?.email,
  })
  await make.contact({ partnership_id: small.partnership.id, establishment_id: small.establishment.id, role: 'chair' })
  const [lacking, proving] = [await answering(world), await answering(world)]
  const byTheMain = await proving.join('head', 'Ruth Ainsworth')
  await changed(world.db, `update invitations set main = true, role = 'dsl' where id = ?`, [byTheMain.actor.invitationId])
  await chosenOver(world, small.auditReturn.id, 'lettings', { contributor_id: head.actor.contributorId, by_name: 'Ruth Ainsworth' })
  const starts = ['/return', '/return/colleagues', '/return/evidence']
  const school = (name: string, id: Id<'contributor'>, more: string[] = []): Walker => ({
    name,
    browser: () => world.contributor(id),
    starts: [...starts, ...more],
  })
  const sent = await answering(world, {
    status: 'awaiting_sign_off',
    submitted_at: new Date(),
    submitted_via: 'online',
    reference: 'NR-2026-TEST-1',
  })
  const chair = await sent.join('chair', 'Olivia Barnes')
  const second = await secondYear(world)
  const planned = await answering(world)
  await twoActions(world, planned.auditReturn)
  return [
    school('a chair', chair.actor.contributorId, ['/return/sign-off', '/return/requests/reopening']),
    { ...school('a school that writes', writing.contributorId), most: 1 },
    {
      ...school('a head', head.actor.contributorId, [
        '/return/sign-off',
        '/return/requests/questions/behaviour',
        '/return/sections/people/lists/deputies/1',
        '/return/sections/people/lists/deputies/1/remove',
      ]),
      most: 20,
      prepare: async () => {
        await answerEverything(small.dsl)
        await sameAnswers(world, small.auditReturn.id, lacking.auditReturn.id, 'accurate')
        await sameAnswers(world, small.auditReturn.id, proving.auditReturn.id)
        const page = await small.dsl.get('/return/evidence')
        for (const name of ['minutes.txt', 'policy.txt'])
          await submitForm(small.dsl, page, {}, { files: [{ name, content: `The text of ${name}.` }] })
        await holdBack(world, small.auditReturn.id)
      },
      pages: async browser => {
        const files = await browser.get('/return/evidence')
        const [intent = ''] = /change:\d+/.exec(files.text) ?? []
        const { headers } = await submitForm(browser, files, { intent }, { files: [] })
        const change = headers.location ?? ''
        await submitForm(browser, await browser.get(change), {}, { which: '/remove' })
        return [await browser.get(change.replace('/change', '/restore'))]
      },
    },
    {
      ...school('a lead who sends a workbook', small.dsl.actor.contributorId),
      starts: [],
      pages: async browser => [
        await comparisonOf(world, browser, { at: '/return/workbook', returnId: small.auditReturn.id, key: 'lettings' }),
      ],
    },
    {
      ...school('a lead with an action plan', planned.dsl.actor.contributorId),
      starts: ['/return/actions', '/return/actions/lettings'],
      most: 0,
    },
    { ...school('a lead who lacks one answer', lacking.dsl.actor.contributorId), starts: ['/return/sign-off'], most: 0 },
    { ...school('a head by the link of the lead', byTheMain.actor.contributorId), starts: ['/return/sign-off'], most: 0 },
    school('a lead in the second year', second.dsl.actor.contributorId, [
      '/return/sections/ratings',
      '/return/last-year/ratings',
      '/return/last-year-answers',
      '/return/sections/what-is-left',
    ]),
    {
      ...school('a lead who asks the head to sign', small.dsl.actor.contributorId, ['/return/sign-off']),
      pages: async browser => {
        const section = '/return/sections/training'
        const { cookie } = await sentSignedOut(world, small.dsl, section, { 'a.story': 'Sent signed out' })
        return [await withCookie(browser, cookie).get(section)]
      },
    },
  ]
}

/** Gives a return the answers of another, without one. */
const sameAnswers = ({ db }: TestWorld, from: Id<'return'>, to: Id<'return'>, without = '') =>
  changed(
    db,
    `with given as (
       insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name)
       select r.id, r.partnership_id, a.question_key, a.answer, a.comment, a.action, a.by_name
       from responses a, returns r where a.return_id = ? and r.id = ? and a.question_key <> ?
     )
     update returns set status = 'in_progress', started_at = now() where id = ?`,
    [from, to, without, to],
  )

/** The workbook of a return with a comment in it beside which another was saved meanwhile, as the page that compares them. */
async function comparisonOf(
  { db }: TestWorld,
  browser: Browser,
  { at, returnId, key }: { at: string; returnId: Id<'return'>; key: string },
): Promise<Response> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await browser.get(`${at}/file`).responseType('blob')).body as ArrayBuffer)
  cellAt(book, key, 'Comment').value = 'From the workbook'
  await changed(
    db,
    `insert into responses as r (return_id, partnership_id, question_key, comment, by_name)
     select id, partnership_id, ?, 'Saved meanwhile', 'Sam Okafor' from returns where id = ?
     on conflict (return_id, question_key) do update set comment = excluded.comment, version = r.version + 1`,
    [key, returnId],
  )
  const content = Buffer.from(await book.xlsx.writeBuffer())
  return follow(browser, await browser.postFiles(at, {}, 'file', [{ name: 'audit.xlsx', content }]))
}

/** An action that serves two questions, and an answer that calls for one. */
const twoActions = (world: TestWorld, { id, partnership_id }: { id: Id<'return'>; partnership_id: Id<'partnership'> }) =>
  changed(
    world.db,
    `insert into responses (return_id, partnership_id, question_key, answer, action, by_name)
     select :id, :partnershipId, key, to_jsonb(answer), action::jsonb, 'Sam Okafor' from (values ('lettings', 'partly', :action),
       ('whistleblowing', 'partly', :action), ('behaviour', 'red', null)) as given (key, answer, action)`,
    { id, partnershipId: partnership_id, action: JSON.stringify({ what: 'Brief every club', owner: 'Sam Okafor', dueOn: '2027-03-31' }) },
  )

/** Somebody chose their own text over one of theirs, and they were not told yet. */
const chosenOver = (
  world: TestWorld,
  returnId: Id<'return'>,
  question: string,
  whose: { contributor_id: number | null; by_name: string },
) =>
  changed(
    world.db,
    `insert into chosen_over (return_id, partnership_id, question_key, part, contributor_id, by_name, chosen_by)
     select id, partnership_id, ?, 'answer', ?, ?, 'Olivia Barnes' from returns where id = ?`,
    [question, whose.contributor_id, whose.by_name, returnId],
  )

const FOUND = JSON.stringify([{ kind: 'upn', count: 1, places: ['line 1'], masked: ['A…01'] }])

/** The last file of a return is held back. */
const holdBack = ({ db }: TestWorld, returnId: Id<'return'>) =>
  changed(
    db,
    `update evidence set check_state = 'found', children = ?::jsonb where id = (select max(id) from evidence where return_id = ?)`,
    [FOUND, returnId],
  )

/** A return with a signature to confirm, which waits for the board. @returns which */
async function toBeConfirmed(
  { db, make }: TestWorld,
  of: { partnership_id: Id<'partnership'>; round_id: Id<'round'> },
): Promise<Id<'return'>> {
  const sent = { status: 'awaiting_sign_off', submitted_at: new Date(), submitted_via: 'online', reference: 'NR-2026-TEST-2' }
  const { id, establishment_id } = await make.auditReturn({ ...of, ...sent })
  await make.contact({ partnership_id: of.partnership_id, establishment_id, role: 'chair' })
  await changed(
    db,
    `insert into sign_offs (partnership_id, return_id, role, name, proof) values (?, ?, 'head', 'Ruth Ainsworth', 'given_code')`,
    [of.partnership_id, id],
  )
  return id
}

/** A document that came by email and is held back. @returns where staff see what was found in it */
async function heldByEmail(world: TestWorld, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<string> {
  const made = await row<{ id: Id<'evidence'> }>(
    world.db,
    `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
     values (?, ?, 'Register.csv', 'text/csv', 10, 'none', 'none', 'email', '2026-11-02', 'Priya Shah') returning id`,
    [partnershipId, returnId],
  )
  await holdBack(world, returnId)
  return `/returns/${returnId}/evidence/${made!.id}/held`
}

/** What a school asked and waits for, and a clarification. @returns where staff answer, and where they correct it */
async function askedOf({ db }: TestWorld, { partnershipId, round, returns }: Filled): Promise<string[]> {
  const { id: returnId } = returns[9]!
  const bindings = { partnershipId, returnId, key: 'policies_child_protection_current' }
  const made = await rows<{ id: number }>(
    db,
    `insert into requests (partnership_id, round_id, return_id, kind, invitation_id, contributor_id, by_name, reason, wanted_on, due_at_then,
       question_key, question_label, section_key)
     select r.partnership_id, r.round_id, r.id, kind, c.invitation_id, c.id, c.name, 'We were inspected.', wanted::date, r.due_at, key, key, section
     from returns r join contributors c on c.return_id = r.id and c.role = 'dsl'
     cross join (values ('more_time', '2027-06-30', null, null), ('question', null, :key, 'policies')) as asked (kind, wanted, key, section)
     where r.partnership_id = :partnershipId and r.id = :returnId returning id`,
    bindings,
  )
  const told = await row<{ versionId: number }>(
    db,
    `insert into clarifications (partnership_id, round_id, questionnaire_version_id, question_key, question_label, number, text, by_name)
     select r.partnership_id, r.round_id, r.questionnaire_version_id, :key, :key, 1, 'Last year’s counts.', 'Priya Shah' from returns r
     where r.partnership_id = :partnershipId and r.id = :returnId returning questionnaire_version_id as "versionId"`,
    bindings,
  )
  return [
    ...made.map(({ id }) => `/returns/${returnId}/requests/${id}`),
    `/rounds/${round.id}/clarifications/${told!.versionId}/${bindings.key}`,
  ]
}

async function staff(world: TestWorld, filled: Filled, accountId: Id<'account'>, live: Link): Promise<Walker> {
  const { db, deps, make } = world
  const { partnershipId: partnership_id, round } = filled
  const by_name = (await row<{ name: string }>(db, 'select name from accounts where id = ?', [accountId]))?.name ?? ''
  await chosenOver(world, filled.returns[4]!.id, 'policies_child_protection_current', { contributor_id: null, by_name })
  const draft = await make.round({ partnership_id, status: 'draft', opened_at: null })
  const closed = await make.round({ partnership_id, status: 'closed', closed_at: new Date() })
  const [planned] = [
    await make.auditReturn({ partnership_id, round_id: draft.id, status: 'not_issued', issued_at: null }),
    await make.establishment({ partnership_id }),
  ]
  for (const establishment_id of [planned, filled.returns[0]!, filled.returns[11]!].map(({ establishment_id }) => establishment_id))
    await make.contact({ partnership_id, establishment_id })
  const disabled = await make.account({ partnership_id, disabled_at: new Date() })
  await changed(db, `update dip_samples set method = ?, areas = ? where partnership_id = ?`, [
    JSON.stringify(METHOD),
    JSON.stringify([{ key: 'policies', title: 'Safeguarding policies' }]),
    partnership_id,
  ])
  await changed(
    db,
    `insert into findings (partnership_id, round_id, part_key, position, kind, statement, population, question_keys, counted_values, n, of, created_by)
     select partnership_id, round_id, part_key, position + 1, kind, 'know whom to call', population, question_keys, counted_values, n, of, created_by from findings where partnership_id = ?`,
    [partnership_id],
  )
  await changed(
    db,
    `insert into visits (partnership_id, member_id, visited_on, visitors, seen, recorded_by, removed_at)
     select m.partnership_id, m.id, '2026-11-09', 'Priya Shah', 'The log has gaps.', 'Priya Shah', gone
     from dip_sample_members m cross join (values (null), (now())) g (gone) where m.partnership_id = ? and m.replaced_at is null`,
    [partnership_id],
  )
  await changed(
    db,
    `insert into rubrics (partnership_id, about, key, body, written_by) values (?, 'area', 'policies', 'A policy of this year.', 'Priya Shah')`,
    [partnership_id],
  )
  await published(world, accountId, filled)
  const report = await reported(world, accountId, filled)
  const reviewed = await reviews(world, accountId, filled)
  const coded = await comments(world, accountId, filled)
  const compared = await besideOthers(world, filled)
  const written = await plan(world, partnership_id)
  const { actionId } = await progressPath(world, partnership_id)
  await changed(
    db,
    `insert into finding_actions (partnership_id, finding_id, action_id, linked_by)
     select partnership_id, id, ?, 'Priya Shah' from findings where partnership_id = ? limit 1`,
    [written.actions[0], partnership_id],
  )
  const withApp = await staffWithPassword(world, { partnership_id })
  await make.questionnaireVersion(partnership_id)
  const local = await make.establishment({ partnership_id, scheme: 'local', identifier: 'L0001', source: 'local' })
  await changed(
    db,
    `insert into messages (partnership_id, key, kind, to_name, to_email, subject, body, message_id, status, error, round_id)
     values (?, 'failed', 'resend', 'Sam Okafor', 'dsl@school.example', 'Your audit link', 'Here it is.', 'failed@audit.test', 'failed', '550 no such person', ?)`,
    [partnership_id, round.id],
  )
  const moved = await linkTo(world, partnership_id, round.id, { email: 'x-old@school.example' })
  await changed(
    db,
    `update invitations i set contact_id = c.id from returns r join contacts c on c.establishment_id = r.establishment_id where i.id = ? and r.id = i.return_id`,
    [moved.id],
  )
  await changed(
    db,
    `insert into messages (partnership_id, key, kind, to_name, to_email, subject, body, message_id, status)
     values (?, 'kept', 'receipt', 'Sam Okafor', 'dsl@school.example', 'Your return has arrived', 'Thank you.', 'kept@audit.test', 'kept')`,
    [partnership_id],
  )
  await convertedSchool(world, partnership_id, round.id)
  const sets = await unusedSets(world, partnership_id)
  const requests = await askedOf(world, filled)
  const held = await heldByEmail(world, partnership_id, filled.returns[4]!.id)
  const awaiting = await toBeConfirmed(world, { partnership_id, round_id: round.id })
  deps.mail = { ...deps.mail, leaves: true }
  const at = `/rounds/${round.id}`
  const anAction = await row<{ href: string }>(
    db,
    `select '/returns/' || return_id || '/actions/' || question_key as href from responses
     where partnership_id = ? and action is not null order by return_id, question_key limit 1`,
    [partnership_id],
  )
  return {
    name: 'an administrator',
    browser: () => world.signedIn({ staff: { accountId, epoch: 1, since: deps.now().getTime() }, proved: deps.now().getTime() }),
    starts: [
      ...[
        '/rounds',
        '/account',
        '/accounts',
        '/register',
        '/mail',
        '/questionnaires',
        '/history',
        '/register/contacts/upload',
        '/standards',
      ],
      ...['open', 'discard', 'establishments', 'edit'].map(page => `/rounds/${draft.id}/${page}`),
      `/rounds/${closed.id}/reopen`,
      `/accounts/${disabled.id}`,
      `/accounts/${withApp.id}`,
      `/register/establishments/${local.id}/edit`,
      `/register/establishments/${local.id}`,
      at,
      `/returns/${filled.returns[0]!.id}/evidence`,
      ...['', '/policies/lists/policies_others/1', '/policies/lists/policies_others/1/remove'].map(
        page => `/returns/${filled.returns[4]!.id}/keyed-answers${page}`,
      ),
      `/returns/${filled.returns[4]!.id}/workbook`,
      ...['', '/send-back'].map(page => `/returns/${filled.returns[3]!.id}${page}`),
      held,
      anAction?.href ?? '',
      ...requests,
      `/returns/${awaiting}/signatures`,
      `/returns/${filled.returns[5]!.id}/reinstate`,
      ...['offline', 'excuse/closed', 'excuse/covered'].map(page => `/returns/${filled.returns[9]!.id}/${page}`),
      `/returns/${live.returnId}/links`,
      `/returns/${moved.returnId}/links`,
      `${at}/links-to-move`,
      `${at}/issue/text?which=all`,
      `${at}/resend?return=${live.returnId}`,
      `/rounds/${draft.id}/establishments?show=out`,
      `/register/establishments/${planned.establishment_id}`,
      `${at}/samples/new`,
      `${at}/findings`,
      `${at}/said-did`,
      `${at}/publications`,
      `${at}/feedback`,
      `${at}/feedback/send`,
      `${at}/feedback/send-again`,
      `${at}/report`,
      report,
      ...[1, 2].map(nth => `${at}/feedback/${filled.returns[nth]!.id}`),
      written.base,
      `/actions/${actionId}`,
      '/plans/import',
      ...reviewed,
      ...coded,
      ...compared,
      `${at}/conversions`,
      '/register/contacts/successors',
      `/standards/${sets.unused}/remove`,
      `/standards/${sets.removed}`,
    ],
    pages: browser => behindForms(world, browser, at, filled),
  }
}

/** Reviews to finish, to open again and to settle, and an interest to end. @returns the pages */
async function reviews({ db, make }: TestWorld, accountId: Id<'account'>, { partnershipId, round, returns }: Filled): Promise<string[]> {
  const [ada, ben] = [await make.account({ partnership_id: partnershipId }), await make.account({ partnership_id: partnershipId })]
  const [sample] = await rows<{ id: Id<'sample'> }>(db, `select id from dip_samples where partnership_id = ? order by id`, [partnershipId])
  const member = async (at: number, readers: { by: Id<'account'>; finished: boolean }[]) => {
    const [made] = await rows<{ id: Id<'member'> }>(
      db,
      `insert into dip_sample_members (partnership_id, sample_id, round_id, return_id, position, stratum, reason)
       values (?, ?, ?, ?, ?, 'Primary', 'Random') returning id`,
      [partnershipId, sample!.id, round.id, returns[at]!.id, at + 10],
    )
    for (const [place, { by, finished }] of readers.entries()) {
      const reading = place === 0 ? 'first' : 'second'
      await changed(
        db,
        `insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by, finished_at) values (?, ?, ?, ?, 'Ada One', 'Priya Shah', ?)`,
        [partnershipId, made!.id, reading, by, finished ? new Date() : null],
      )
      await changed(
        db,
        `insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, reviewer_name) values (?, ?, ?, 'policies_child_protection_current', ?, ?, 'Ada One')`,
        [partnershipId, made!.id, returns[at]!.id, reading, place === 0 ? 'shown' : 'not_shown'],
      )
    }
    return `/rounds/${round.id}/samples/${sample!.id}/members/${made!.id}`
  }
  await changed(
    db,
    `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by) values (?, ?, ?, 'Governor', 'Priya Shah')`,
    [partnershipId, accountId, returns[5]!.establishment_id],
  )
  const [begun, done, differing] = [
    await member(6, [{ by: accountId, finished: false }]),
    await member(7, [{ by: accountId, finished: true }]),
    await member(
      8,
      [ada.id, ben.id].map(by => ({ by, finished: true })),
    ),
  ]
  const base = `/rounds/${round.id}/samples/${sample!.id}`
  return [
    '/reviews',
    '/reviews/interests?q=Primary',
    begun,
    `${begun}/finish`,
    `${begun}/reviewers`,
    done,
    `${differing}/disagreements/policies_child_protection_current`,
    `${base}/disagreements`,
    `${base}/reviewers`,
    `${base}/reviewers/preview?sent=1&percent=100&reviewers=${accountId}&reviewers=${ada.id}`,
  ]
}

/** Comments in two themes, one of which changed since, and a quotation that may be approved. @returns the pages */
async function comments({ db, make }: TestWorld, accountId: Id<'account'>, { partnershipId, round }: Filled): Promise<string[]> {
  const actor = { ...(await make.staffActor(partnershipId)), accountId }
  const of = { partnershipId, roundId: round.id }
  await readyComments(db, of)
  const all = await rows<{ id: Id<'comment'>; version: number; body: string }>(
    db,
    `select id, version, body from comments where round_id = ? and standing order by id limit 6`,
    [round.id],
  )
  const [first] = all
  for (const name of ['Training', 'Time']) await addToTheme(db, actor, { roundId: round.id, seen: all, theme: { name } })
  await changed(db, `update comments set version = version + 1, was = body where id = ?`, [all.at(-1)!.id])
  const { quotationId } = await pickQuotation(db, actor, { roundId: round.id, commentId: first!.id, original: first!.body })
  const edit = { version: 1, body: 'We want more training.', themeId: undefined, notNames: [], at: new Date() }
  await editQuotation(db, actor, { roundId: round.id, quotationId: quotationId!, ...edit })
  const approved = await pickQuotation(db, actor, { roundId: round.id, commentId: all[1]!.id, original: all[1]!.body })
  await editQuotation(db, actor, { roundId: round.id, quotationId: approved.quotationId!, ...edit })
  await changed(db, `update quotations set approved_at = now(), approved_by = 'Priya Shah' where id = ?`, [approved.quotationId!])
  const other = await make.round({ partnership_id: partnershipId })
  const [theme] = await rows<{ id: number }>(db, `select id from comment_themes where round_id = ? order by id`, [round.id])
  const at = `/rounds/${round.id}/coding`
  return [
    at,
    `${at}?show=changed`,
    `${at}?theme=${theme!.id}`,
    `${at}/words`,
    `${at}/comments/${first!.id}`,
    `${at}/comments/${all.at(-1)!.id}`,
    `${at}/themes`,
    `${at}/themes/${theme!.id}`,
    `${at}/themes/${theme!.id}/merge`,
    `${at}/quotations/${quotationId!}`,
    `${at}/quotations/${approved.quotationId!}`,
    `/rounds/${other.id}/coding/themes`,
  ]
}

/** A finding that says how it has changed since an earlier round, and a table by group. @returns their pages */
async function besideOthers({ db, make }: TestWorld, { partnershipId, round }: Filled): Promise<string[]> {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  const earlier = await make.round({ partnership_id: partnershipId, opens_at: ago(400), opened_at: ago(400), due_at: ago(370) })
  const held = await row<{ id: Id<'finding'> }>(
    db,
    `update findings set against_round_id = ? where id = (select min(id) from findings where round_id = ?) returning id`,
    [earlier.id, round.id],
  )
  await changed(
    db,
    `insert into group_tables (partnership_id, round_id, what, question_key, grouped_by, added_by) values (?, ?, 'outcome', '', 'phase', 'Priya Shah')`,
    [partnershipId, round.id],
  )
  return [`/rounds/${round.id}/findings/${held!.id}/since`, `/rounds/${round.id}/groups`]
}

/** Two themes, answered by two actions each, and published. */
async function published({ db, make }: TestWorld, accountId: Id<'account'>, { partnershipId, round }: Filled): Promise<void> {
  const actor = { ...(await make.staffActor(partnershipId)), accountId }
  const written = (what: string) => ({
    what,
    timescale: 'July 2020',
    lead: 'Northmoor Police',
    outcomeMeasure: '',
    remark: '',
    state: 'planned' as const,
  })
  for (const title of ['Young carers', 'Neglect'])
    await addTheme(db, actor, {
      roundId: round.id,
      title,
      statement: 'There are more of them.',
      heard: 'Heard in meetings',
      findingIds: [],
      answers: [written(`A leaflet on ${title}`), written(`A talk on ${title}`)],
    })
  const { content } = await saidDidPublication.draft(db, (await findRound(db, partnershipId, round.id))!)
  const looked = { after: 0, contentDigest: digestOf(content) }
  await publish(db, actor, { roundId: round.id, kind: 'said_did', publishable: saidDidPublication, ...looked })
  await addTheme(db, actor, {
    roundId: round.id,
    title: 'Governors',
    statement: 'They want training.',
    heard: 'At the network',
    findingIds: [],
  })
}

/** A report that is made. @returns the page that removes it */
async function reported({ db, deps, make }: TestWorld, accountId: Id<'account'>, { partnershipId, round }: Filled): Promise<string> {
  const actor = { ...(await make.staffActor(partnershipId)), accountId }
  const { reportId } = await requestReport(db, actor, { round: (await findRound(db, partnershipId, round.id))!, audience: 'covered' })
  await buildReport(deps, { partnershipId, reportId })
  return `/rounds/${round.id}/report/${reportId}/remove`
}

/** A school of a round that closed, with contacts; its academy has none and stands in no round. */
async function convertedSchool({ db, make }: TestWorld, partnership_id: Id<'partnership'>, round_id: Id<'round'>): Promise<void> {
  const academy = await make.establishment({ partnership_id })
  const { establishment_id } = await make.auditReturn({ partnership_id, round_id })
  await make.contact({ partnership_id, establishment_id })
  await changed(db, `update establishments set status_code = 2, closed_on = '2026-09-01' where id = ?`, [establishment_id])
  await changed(
    db,
    `insert into establishment_links (partnership_id, establishment_id, link_identifier, link_name, link_type)
     select partnership_id, ?, identifier, name, 'Successor' from establishments where id = ?`,
    [establishment_id, academy.id],
  )
}

/** A role and a heading that nobody has explained, and two addresses in one cell. */
const ODD_CONTACTS =
  'URN,Role,Name,Email,Shoe size\r\n100001,boss,Ann Ely,a@x.example,5\r\n100002,DSL,Bea Fox,b@x.example; c@x.example,5\r\n'

/** A workbook with one aim and one action, named like a plan that is there. */
async function planBook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('Plan of the board').addRows([
    ['Aim', 'Action', 'Timescale'],
    ['Voice', 'Listen', 'Quarterly'],
  ])
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** The previews of workbooks of what the audit said, which does not say how its answer stands, and of ratings. */
async function importsOf({ db }: TestWorld, browser: Browser, at: string, partnershipId: Id<'partnership'>): Promise<Response[]> {
  const exercise = await row<{ id: number }>(db, `select max(id) as id from standard_exercises where partnership_id = ?`, [partnershipId])
  const sent = async (url: string, rows: string[][]) => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('List').addRows(rows)
    const content = Buffer.from(await book.xlsx.writeBuffer())
    return follow(browser, await browser.postFiles(url, {}, 'file', [{ name: 'list.xlsx', content }]))
  }
  return [
    await sent(`${at}/said-did/import`, [
      ['The audit said', 'We did'],
      ['Imported', 'Listen'],
    ]),
    await sent(`/standards/exercises/${exercise!.id}/import`, [
      ['Standard', 'Police'],
      ['Staff are trained', 'Red'],
    ]),
  ]
}

const METHOD = { base: 'all', targets: [], fastMinutes: 30, leaveOutSampled: false, method: 'all', size: null, strata: 'phase' }

/** The pages that come after a form was sent: a register file that was read, an extension and a draw that are to be looked at. */
async function behindForms(world: TestWorld, browser: Browser, at: string, { returns, partnershipId }: Filled): Promise<Response[]> {
  const read = async (content: string | Buffer) =>
    follow(browser, await browser.postFiles('/register/imports', {}, 'file', [{ name: 'edubasealldata.csv', content }]))
  const extension = await browser.get(`${at}/extensions/new?return=${returns[10]!.id}`)
  const draw = await browser.get(`${at}/samples/new`)
  const code = await browser.get('/account/second-factor')
  await submitForm(browser, code, { current: PASSWORD }, { which: 'second-factor' })
  const preview = await read(registerCsv(schoolsOf(2)))
  const [, confirmed = ''] = /Type (\d+) to confirm/.exec(preview.text) ?? []
  const imported = await submitForm(browser, preview, { confirmed }, { which: '/apply' })
  return [
    await follow(browser, imported),
    await browser.get('/account/second-factor/new'),
    await ofNoAuthority(world, partnershipId, () => read(readFileSync(REAL))),
    await read(registerCsv(schoolsOf(3))),
    await comparisonOf(world, browser, {
      at: `/returns/${returns[4]!.id}/workbook`,
      returnId: returns[4]!.id,
      key: 'policies_child_protection_current',
    }),
    await follow(browser, await browser.postFiles('/plans/import', {}, 'file', [{ name: 'plan.xlsx', content: await planBook() }])),
    ...(await importsOf(world, browser, at, partnershipId)),
    await follow(
      browser,
      await browser.postFiles('/register/contacts/upload', {}, 'file', [{ name: 'contacts.csv', content: ODD_CONTACTS }]),
    ),
    extension,
    await submitForm(
      browser,
      extension,
      { reason: 'illness', 'due-day': '1', 'due-month': '10', 'due-year': String(new Date().getFullYear() + 1), 'due-time': '5pm' },
      { which: 'preview' },
    ),
    await submitForm(
      browser,
      draw,
      { name: 'Second', base: 'all', method: 'all', areas: 'policies', seed: 'autumn' },
      { which: 'preview' },
    ),
  ]
}

/** A partnership that has nothing yet but the questions that it chooses from. */
async function newPartnership({ make, db, deps, signedIn }: TestWorld): Promise<Walker> {
  const actor = await make.staffActor(undefined, 'administrator')
  const { accountId } = actor
  const choice = `/questionnaires/${await startChoice(db, actor, { set: 'A', source: 'library' })}/choice`
  return {
    name: 'who begins',
    browser: () => signedIn({ staff: { accountId, epoch: 1, since: deps.now().getTime() } }),
    starts: ['/questionnaires', choice, `${choice}/numbers`],
  }
}

/** What comes of it while the partnership has not said whose establishments it wants. */
async function ofNoAuthority<T>({ db }: TestWorld, partnershipId: Id<'partnership'>, run: () => Promise<T>): Promise<T> {
  await changed(db, `update partnerships set la_codes = '{}' where id = ?`, [partnershipId])
  const outcome = await run()
  await changed(db, `update partnerships set la_codes = '{888}' where id = ?`, [partnershipId])
  return outcome
}
