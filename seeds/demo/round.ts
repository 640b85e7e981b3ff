import { row, stored, type Db } from '../../src/platform/db.ts'
import { asId, type Id } from '../../src/platform/id.ts'
import { londonDate } from '../../src/platform/london.ts'

import { linkToken, newNonce, tokenHash } from '../../src/platform/linkToken.ts'
import { sayPlace, factsThatHold } from '../../src/features/establishments/index.ts'
import { letter, type Letter } from '../../src/features/messages/index.ts'
import { chooseSet, factsOf, returnProgress, type QuestionnaireDocument, type SetCode } from '../../src/features/questionnaires/index.ts'
import type { Response } from '../../src/features/questions/index.ts'
import { reference } from '../../src/features/returns/index.ts'
import { inventAnswers } from './answers.ts'
import type { InventedEstablishment } from './establishments.ts'
import { insertAll } from './insert.ts'
import { TOWN, type Cast } from './people.ts'
import type { Dice } from './random.ts'
import type { Fate } from './story.ts'

export type RoundPlan = { code: string; name: string; opens: Date; issued: Date; due: Date; extendedTo?: Date; introduction: string }
export type Versions = ReadonlyMap<SetCode, { id: Id<'version'>; document: QuestionnaireDocument }>
export type Entry = { establishment: InventedEstablishment; establishmentId: Id<'establishment'>; fate: Fate }
/** One return of the invented round, with what was made for it. */
export type InventedReturn = Entry & {
  id: Id<'return'>
  set: SetCode
  document: QuestionnaireDocument
  responses: Map<string, Response>
  reference: string | null
  invitationId: Id<'invitation'>
  contributorId: Id<'contributor'> | null
}

export const AREAS = [
  { key: 'policies', title: 'Safeguarding policies' },
  { key: 'training', title: 'Safeguarding training' },
  { key: 'governors', title: 'Reporting to governors' },
]

/** A round with its returns, links, mail, people and answers, as if it had been run. @returns the round's id and its returns */
export async function inventRound(
  trx: Db,
  secret: Buffer,
  cast: Cast,
  plan: RoundPlan,
  versions: Versions,
  entries: readonly Entry[],
  dice: Dice,
) {
  const roundId = await insertRound(trx, cast, plan, versions)
  const drafted = entries.map(entry => draft(entry, plan, versions, dice))
  const made = await insertAll<{ id: Id<'return'>; establishment_id: Id<'establishment'> }>(
    trx,
    'returns',
    drafted.map(item => returnRow(item, roundId, cast.partnership.id, plan)),
    'id, establishment_id',
  )
  const ids = new Map(made.map(({ id, establishment_id }) => [establishment_id, id]))
  const year = Number(londonDate(plan.opens).slice(0, 4))
  const returns: InventedReturn[] = drafted.map(item => {
    const id = stored(ids.get(item.establishmentId), 'a return')
    return {
      ...item,
      id,
      reference: item.fate.submitted ? reference.referenceOf(cast.partnership.shortName, year, id) : null,
      invitationId: asId(0),
      contributorId: null,
    }
  })
  await refer(trx, cast.partnership.id, returns)
  await invite(trx, secret, cast, plan, roundId, returns)
  await arrive(trx, cast.partnership.id, returns)
  await answer(trx, cast, returns)
  await tell(trx, cast, plan, roundId, returns)
  return { roundId, returns }
}

/** References hold the return's own number, so they come after it. */
async function refer(trx: Db, partnershipId: Id<'partnership'>, returns: readonly InventedReturn[]): Promise<void> {
  const given = returns.filter(({ reference }) => reference !== null).map(({ id, reference }) => ({ id, reference }))
  await trx.raw(
    `update returns r set reference = g.reference from jsonb_to_recordset(?::jsonb) as g (id bigint, reference text)
     where r.partnership_id = ? and r.id = g.id`,
    [JSON.stringify(given), partnershipId],
  )
}

async function insertRound(trx: Db, { partnership, administrator }: Cast, plan: RoundPlan, versions: Versions): Promise<Id<'round'>> {
  const made = await row<{ id: Id<'round'> }>(
    trx,
    `insert into rounds (partnership_id, code, name, mode, status, opens_at, due_at, introduction, legal_basis, evidence_areas, chair_sign_off,
       opened_at, created_by, created_at)
     values (:partnershipId, :code, :name, 'full_audit', 'open', :opens, :due, :introduction, :legalBasis, :areas, 'may_follow', :issued, :by, :opens)
     returning id`,
    {
      partnershipId: partnership.id,
      code: plan.code,
      name: plan.name,
      opens: plan.opens,
      due: plan.due,
      introduction: plan.introduction,
      legalBasis: 'We ask under section 175 of the Education Act 2002, or section 157 for academies and independent schools.',
      areas: JSON.stringify(AREAS),
      issued: plan.issued,
      by: administrator.name,
    },
  )
  if (!made) throw new Error('the round was not stored')
  await insertAll(
    trx,
    'round_questionnaires',
    [...versions].map(([set, { id }]) => ({
      round_id: made.id,
      partnership_id: partnership.id,
      set_code: set,
      questionnaire_version_id: id,
    })),
    'set_code',
  )
  return made.id
}

function draft(entry: Entry, plan: RoundPlan, versions: Versions, dice: Dice) {
  const { establishment, fate } = entry
  const registered = registeredAs(establishment)
  const set = chooseSet(registered)
  const version = versions.get(set)
  if (!version) throw new Error(`no version of set ${set}`)
  const share = fate.kind === 'offline' ? 1 : fate.share
  const on = londonDate(fate.submitted ?? fate.started ?? plan.due)
  const others = [establishment.dsl.name, 'A. Deputy', 'B. Governor', 'C. Teacher']
  const people = { head: establishment.head, dsl: establishment.dsl, chair: establishment.chair, others }
  const answerer = { facts: factsOf(registered), standing: dice.next(), pupils: establishment.pupils, people, on }
  const responses = share === 0 ? new Map<string, Response>() : inventAnswers(version.document, answerer, dice, share)
  const progress = returnProgress(version.document, answerer.facts, responses, new Map())
  return { ...entry, set, facts: factsThatHold(answerer.facts), document: version.document, versionId: version.id, responses, progress }
}

function registeredAs(one: InventedEstablishment) {
  return {
    scheme: one.scheme,
    typeCode: one.type.code,
    typeGroupCode: one.type.groupCode,
    phaseCode: one.phase.code,
    lowAge: one.ages[0],
    highAge: one.ages[1],
    boardersCode: one.boarders ? 3 : 1,
    sixthFormCode: one.sixthForm ? 1 : 2,
    nursery: one.nursery ? 'Has Nursery Classes' : 'No Nursery Classes',
    furtherEducationType: null,
  }
}

const STATUS: Record<Fate['kind'], string> = {
  on_time: 'submitted',
  in_extension: 'submitted',
  offline: 'submitted',
  closed: 'excused',
  incomplete: 'in_progress',
  missing: 'issued',
  in_progress: 'in_progress',
  opened: 'opened',
  issued: 'issued',
}

function returnRow(
  item: ReturnType<typeof draft>,
  roundId: Id<'round'>,
  partnershipId: Id<'partnership'>,
  plan: RoundPlan,
): Record<string, unknown> {
  const { fate } = item
  const extended = fate.extended && plan.extendedTo !== undefined
  return {
    partnership_id: partnershipId,
    round_id: roundId,
    establishment_id: item.establishmentId,
    establishment_name: item.establishment.name,
    set_code: item.set,
    set_reason: 'by type',
    questionnaire_version_id: item.versionId,
    facts: item.facts,
    status: fate.kind === 'missing' && fate.opened ? 'opened' : STATUS[fate.kind],
    reference: null,
    first_due_at: plan.due,
    due_at: extended ? plan.extendedTo : plan.due,
    extensions: extended ? 1 : 0,
    issued_at: plan.issued,
    opened_at: fate.opened ?? null,
    started_at: fate.started ?? null,
    last_saved_at: fate.submitted ?? fate.started ?? null,
    submitted_at: fate.submitted ?? null,
    submitted_via: fate.submitted ? (fate.kind === 'offline' ? 'offline' : 'online') : null,
    received_at: fate.kind === 'offline' ? fate.submitted : null,
    recorded_at: fate.submitted ?? null,
    excused_as: fate.kind === 'closed' ? 'closed' : null,
    excused_on: fate.kind === 'closed' ? '2021-12-31' : null,
    excused_reason:
      fate.kind === 'closed' ? 'The school closed at the end of the autumn term; its pupils moved to neighbouring schools.' : null,
    excused_from: fate.kind === 'closed' ? 'issued' : null,
    asked: item.progress.asked,
    answered: item.progress.answered,
    missing: item.progress.missing,
    files: 0,
    version: 1,
  }
}

/** Audit links to every DSL, and the mail that took them there. */
async function invite(
  trx: Db,
  secret: Buffer,
  { partnership, administrator }: Cast,
  plan: RoundPlan,
  roundId: Id<'round'>,
  returns: InventedReturn[],
): Promise<void> {
  const made = await insertAll<{ id: Id<'invitation'>; return_id: Id<'return'> }>(
    trx,
    'invitations',
    returns.map(({ id, establishment, fate }) => {
      const nonce = newNonce()
      return {
        partnership_id: partnership.id,
        return_id: id,
        name: establishment.dsl.name,
        email: establishment.dsl.email,
        role: 'dsl',
        main: true,
        nonce,
        token_hash: tokenHash(linkToken(secret, 'audit', nonce)),
        issued_at: plan.issued,
        issued_by: administrator.name,
        first_opened_at: fate.opened ?? null,
        last_opened_at: fate.submitted ?? fate.started ?? fate.opened ?? null,
      }
    }),
    'id, return_id',
  )
  const byReturn = new Map(made.map(({ id, return_id }) => [return_id, id]))
  for (const item of returns) item.invitationId = stored(byReturn.get(item.id), 'an invitation')
  await insertAll(
    trx,
    'messages',
    returns.map(item => ({
      ...letterRow(item, partnership, roundId, plan.issued, {
        kind: 'invitation',
        subject: 'your safeguarding audit is open',
        paragraphs: [`The yearly safeguarding audit of ${item.establishment.name} is open.`],
        link: { invitationId: item.invitationId, words: 'This link is for you and the colleagues you choose:' },
        after: ['You can stop at any time and come back by the same link, on any device.'],
      }),
    })),
  )
}

/** A letter of the round to the DSL, as it is kept. */
export function letterRow(
  item: InventedReturn,
  partnership: Cast['partnership'],
  roundId: Id<'round'>,
  at: Date,
  says: Pick<Letter, 'kind' | 'subject' | 'paragraphs' | 'link' | 'after'>,
): Record<string, unknown> {
  const { name, dsl } = item.establishment
  const place = sayPlace({ town: TOWN, ...item.establishment })
  const made = letter({ ...says, key: `demo:${says.kind}:${item.id}`, to: dsl, from: partnership, establishment: { name, place } })
  return {
    partnership_id: partnership.id,
    key: made.key,
    kind: made.kind,
    round_id: roundId,
    return_id: item.id,
    invitation_id: made.invitationId,
    to_name: made.toName,
    to_email: made.toEmail,
    reply_to: made.replyTo,
    subject: made.subject,
    body: made.body,
    message_id: `<${made.kind}.${item.id}@northmoor.example>`,
    status: 'kept',
    driver: 'outbox',
    attempts: 1,
    provider_response: 'kept in the outbox',
    created_at: at,
    queued_at: at,
    sent_at: at,
  }
}

async function arrive(trx: Db, partnershipId: Id<'partnership'>, returns: InventedReturn[]): Promise<void> {
  const came = returns.filter(({ fate }) => fate.started !== undefined)
  const made = await insertAll<{ id: Id<'contributor'>; return_id: Id<'return'> }>(
    trx,
    'contributors',
    came.map(item => ({
      partnership_id: partnershipId,
      return_id: item.id,
      invitation_id: item.invitationId,
      name: item.establishment.dsl.name,
      role: 'dsl',
      job_title: 'Designated Safeguarding Lead',
      entered_at: item.fate.opened ?? item.fate.started,
      last_seen_at: item.fate.submitted ?? item.fate.started,
    })),
    'id, return_id',
  )
  const byReturn = new Map(made.map(({ id, return_id }) => [return_id, id]))
  for (const item of returns) item.contributorId = byReturn.get(item.id) ?? null
}

/** Answers, their history, sign-offs and submissions. */
async function answer(
  trx: Db,
  { partnership: { id: partnershipId }, administrator }: Cast,
  returns: readonly InventedReturn[],
): Promise<void> {
  const responses = returns.flatMap(item => {
    const at = item.fate.submitted ?? item.fate.started
    return [...item.responses].map(([question_key, response]) => ({
      return_id: item.id,
      partnership_id: partnershipId,
      question_key,
      answer: response.answer,
      comment: response.comment,
      action: response.action,
      version: 1,
      contributor_id: item.contributorId,
      by_name: item.fate.kind === 'offline' ? administrator.name : item.establishment.dsl.name,
      at: item.fate.started ?? at,
    }))
  })
  await insertAll(trx, 'responses', responses, 'return_id')
  const submitted = returns.filter(({ fate }) => fate.submitted !== undefined)
  const signed = submitted.filter(({ fate }) => fate.kind !== 'offline')
  await insertAll(
    trx,
    'sign_offs',
    signed.flatMap(({ id, fate, establishment }) => [
      {
        return_id: id,
        partnership_id: partnershipId,
        role: 'head',
        name: establishment.head.name,
        job_title: 'Headteacher',
        proof: 'own_link',
        at: fate.submitted,
      },
      {
        return_id: id,
        partnership_id: partnershipId,
        role: establishment.type.groupCode === 3 ? 'proprietor' : 'chair',
        name: establishment.chair.name,
        job_title: '',
        proof: 'own_link',
        at: fate.submitted,
      },
    ]),
  )
  await insertAll(
    trx,
    'submissions',
    submitted.map(item => ({
      return_id: item.id,
      partnership_id: partnershipId,
      sequence: 1,
      reference: item.reference,
      via: item.fate.kind === 'offline' ? 'offline' : 'online',
      submitted_at: item.fate.submitted,
      by_name: item.establishment.head.name,
      contributor_id: item.contributorId,
      responses: Object.fromEntries(item.responses),
    })),
  )
}

/** The history that the round leaves. */
async function tell(
  trx: Db,
  { partnership, administrator }: Cast,
  plan: RoundPlan,
  roundId: Id<'round'>,
  returns: readonly InventedReturn[],
): Promise<void> {
  const staff = {
    partnership_id: partnership.id,
    actor_kind: 'staff',
    actor_id: administrator.accountId,
    actor_name: administrator.name,
    round_id: roundId,
  }
  const whole = { ...staff, establishment_id: null, return_id: null, details: {} }
  const events = [
    { ...whole, at: plan.opens, verb: 'round.opened' },
    { ...whole, at: plan.issued, verb: 'round.issue_ordered', details: { establishments: returns.length } },
    ...returns.flatMap(item => {
      const theirs = {
        partnership_id: partnership.id,
        actor_kind: 'contributor',
        actor_id: item.contributorId,
        actor_name: item.establishment.dsl.name,
        round_id: roundId,
        establishment_id: item.establishmentId,
        return_id: item.id,
      }
      const { opened, started, submitted, kind } = item.fate
      return [
        ...(opened ? [{ ...theirs, at: opened, verb: 'invitation.opened', details: {} }] : []),
        ...(started ? [{ ...theirs, at: started, verb: 'return.saved', details: { questions: item.responses.size } }] : []),
        ...(submitted && kind !== 'offline'
          ? [{ ...theirs, at: submitted, verb: 'return.submitted', details: { reference: item.reference } }]
          : []),
      ]
    }),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  await insertAll(trx, 'events', events)
}
