import { openAuditLink } from '../../support/openAuditLink.ts'
import { expect, test } from '@jest/globals'
import { grantExtensions } from '../../../src/features/extensions/actions.ts'
import { askForLink } from '../../../src/features/issuing/lostLinkActions.ts'
import { orderResend } from '../../../src/features/issuing/resendActions.ts'
import { RESEND_TEXT } from '../../../src/features/issuing/resendLetter.ts'
import { requestEvidence } from '../../../src/features/sampling/requestActions.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { jobs } from '../../../src/jobs.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'

const IN_A_WEEK = new Date(Date.now() + 7 * 86_400_000)
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** An open round with a return whose DSL holds the main link, drawn in a sample of one. */
async function issued(world: TestWorld, values: Record<string, unknown> = {}) {
  const { make, db, deps } = world
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const round = await make.round({ partnership_id })
  const establishment = await make.establishment({ partnership_id, name: 'Ashgrove Primary School' })
  const dsl = await make.contact({ partnership_id, establishment_id: establishment.id, name: 'Xena Old', email: 'x-old@school.example' })
  const made = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id, ...values })
  await openAuditLink(deps, partnership_id, made.id)
  const invitation = await row<{ id: Id<'invitation'> }>(db, 'select id from invitations where return_id = ?', [made.id])
  const sampled = await make.askedForEvidence({ ...made, round_id: round.id })
  const sample = await row<{ id: Id<'sample'> }>(db, 'select sample_id as id from dip_sample_members where id = ?', [sampled.id])
  await db.raw('update dip_sample_members set requested_at = null, request_due_at = null, requests = 0')
  return {
    actor,
    partnership_id,
    round,
    establishment,
    dsl,
    returnId: made.id,
    invitationId: invitation!.id,
    sampleId: sample!.id,
  }
}
type Issued = Awaited<ReturnType<typeof issued>>

const written = async ({ db }: TestWorld) =>
  (await rows<{ kind: string; to: string }>(db, `select kind, to_email as "to" from messages order by id`)).map(
    ({ kind, to }) => `${kind}: ${to}`,
  )

const resendToAll = async ({ db, deps }: TestWorld, { actor, round }: Issued, returnIds: Id<'return'>[]) => {
  const { runId } = await orderResend(db, actor, { roundId: round.id, returnIds, text: RESEND_TEXT, now: deps.now() })
  await drain(deps, jobs)
  return row<{ message: string; total: number }>(db, 'select message, total from job_runs where id = ?', [runId])
}

const moreTime = ({ deps }: TestWorld, { actor, round, returnId }: Issued) =>
  grantExtensions(deps, actor, {
    round,
    returnIds: [returnId],
    toDueAt: new Date(Date.now() + 30 * 86_400_000),
    reasonCode: 'illness',
    reason: '',
    key: undefined,
  })

const evidence = ({ deps }: TestWorld, { actor, round, sampleId }: Issued) =>
  requestEvidence(deps, actor, { roundId: round.id, sampleId, dueAt: IN_A_WEEK })

test(
  'an address that was corrected in the register is the one that every letter goes to',
  inRollback(async world => {
    const facts = await issued(world)
    await world.db.raw(`update contacts set email = 'x-new@school.example' where id = ?`, [facts.dsl.id])
    const browser = await world.staff(facts.actor.accountId)
    await browser.post(`/returns/${facts.returnId}/links/resend`, { invitation: String(facts.invitationId) })
    await world.db.raw(`update messages set created_at = created_at - interval '16 minutes'`)
    await resendToAll(world, facts, [facts.returnId])
    await moreTime(world, facts)
    await evidence(world, facts)
    expect(await written(world)).toEqual([
      'resend: x-new@school.example',
      'resend: x-new@school.example',
      'extension: x-new@school.example',
      'evidence_request: x-new@school.example',
    ])
    // All by the link that X holds already.
    expect(await rows(world.db, 'select distinct invitation_id as id from messages')).toEqual([{ id: facts.invitationId }])
  }),
)

test(
  'once the DSL has left, more time is told to the new one, with a link of their own, and nothing goes to who left',
  inRollback(async world => {
    const facts = await issued(world)
    const { db, make } = world
    await db.raw('update contacts set to_on = ? where id = ?', [day(-3), facts.dsl.id])
    await make.contact({
      partnership_id: facts.partnership_id,
      establishment_id: facts.establishment.id,
      name: 'Nina New',
      email: 'nina@school.example',
    })
    await moreTime(world, facts)
    const [letter] = await rows<{ to_email: string; body: string; contact: string; invitation_id: Id<'invitation'> }>(
      db,
      `select m.to_email, m.body, c.name as contact, m.invitation_id from messages m join invitations i on i.id = m.invitation_id join contacts c on c.id = i.contact_id`,
    )
    expect(letter).toMatchObject({ to_email: 'nina@school.example', contact: 'Nina New' })
    expect(letter?.invitation_id).not.toBe(facts.invitationId)
    await resendToAll(world, facts, [facts.returnId])
    await evidence(world, facts)
    expect(new Set((await written(world)).map(line => line.split(': ')[1]))).toEqual(new Set(['nina@school.example']))

    const browser = await world.staff(facts.actor.accountId)
    const refused = await browser.post(`/returns/${facts.returnId}/links/resend`, { invitation: String(facts.invitationId) })
    expect(refused.status).toBe(409)
    expect(heading(refused)).toBe('Xena Old has left')
    expect(pageText(refused)).toContain('Nothing was sent. Hand the link over to someone else.')
  }),
)

test(
  'who left and asks for a lost link gets none: it goes to who is registered now',
  inRollback(async world => {
    const facts = await issued(world)
    await world.db.raw('update contacts set to_on = ? where id = ?', [day(-3), facts.dsl.id])
    await askForLink(world.deps, 'x-old@school.example')
    expect(await written(world)).toEqual([])
    await world.make.contact({
      partnership_id: facts.partnership_id,
      establishment_id: facts.establishment.id,
      role: 'head',
      email: 'head@school.example',
    })
    await askForLink(world.deps, 'x-old@school.example')
    expect(await written(world)).toEqual(['resend: head@school.example'])
  }),
)

test(
  'evidence of a completed return is asked of the DSL of today, not of the one who submitted it and left',
  inRollback(async world => {
    const facts = await issued(world, { status: 'submitted', submitted_at: new Date(), submitted_via: 'online' })
    await world.db.raw('update contacts set to_on = ? where id = ?', [day(-1), facts.dsl.id])
    await world.make.contact({
      partnership_id: facts.partnership_id,
      establishment_id: facts.establishment.id,
      name: 'Olu',
      email: 'olu@school.example',
    })
    await evidence(world, facts)
    expect(await written(world)).toEqual(['evidence_request: olu@school.example'])
  }),
)

test(
  'links sent again to all leave out those that were submitted, and say so; one that waits for its chair gets its link',
  inRollback(async world => {
    const facts = await issued(world)
    const { make } = world
    const others: Id<'return'>[] = []
    for (const status of ['submitted', 'accepted', 'awaiting_sign_off', 'in_progress']) {
      const sent = status === 'in_progress' ? {} : { submitted_at: new Date(), submitted_via: 'online' }
      const other = await make.auditReturn({ partnership_id: facts.partnership_id, round_id: facts.round.id, status, ...sent })
      await make.contact({
        partnership_id: facts.partnership_id,
        establishment_id: other.establishment_id,
        email: `${status}@school.example`,
      })
      others.push(other.id)
    }
    const browser = await world.staff(facts.actor.accountId)
    const page = pageText(
      await browser.get(`/rounds/${facts.round.id}/resend?${[facts.returnId, ...others].map(id => `return=${id}`).join('&')}`),
    )
    expect(page).toContain('A message with the audit link goes to 3 establishments.')
    expect(page).toContain('2 of those chosen were submitted and get nothing.')
    const run = await resendToAll(world, facts, [facts.returnId, ...others])
    expect(run).toEqual({ message: 'A message for each is written and kept here, not sent. Left out: 2 submitted.', total: 3 })
    expect((await written(world)).toSorted()).toEqual([
      'resend: awaiting_sign_off@school.example',
      'resend: in_progress@school.example',
      'resend: x-old@school.example',
    ])
  }),
)

test(
  'many returns are written about with as many statements as one',
  inRollback(async world => {
    const { db, make } = world
    const facts = await issued(world)
    const queries: string[] = []
    db.on('query', ({ sql }: { sql: string }) => queries.push(sql))
    await moreTime(world, facts)
    const forOne = queries.length
    expect(forOne).toBeGreaterThan(10)
    const others: Id<'return'>[] = []
    for (let at = 0; at < 12; at += 1) {
      const other = await make.auditReturn({ partnership_id: facts.partnership_id, round_id: facts.round.id })
      await make.contact({ partnership_id: facts.partnership_id, establishment_id: other.establishment_id })
      others.push(other.id)
    }
    queries.length = 0
    await grantExtensions(world.deps, facts.actor, {
      round: facts.round,
      returnIds: others,
      toDueAt: new Date(Date.now() + 40 * 86_400_000),
      reasonCode: 'illness',
      reason: '',
      key: undefined,
    })
    // Those of the first had links already: storing them, telling of it and reading once more come on top, once for all twelve.
    expect(queries.length).toBeLessThanOrEqual(forOne + 4)
    expect((await written(world)).length).toBe(13)
  }),
)
