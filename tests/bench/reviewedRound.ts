import { inventPlans } from '../../seeds/demo/plans.ts'
import { inventStandards } from '../../seeds/demo/standards.ts'
import type { Cast } from '../../seeds/demo/people.ts'
import { createAction } from '../../src/features/actions/index.ts'
import { draftAgain } from '../../src/features/feedback/draftBatchActions.ts'
import { LIBRARY } from '../../src/features/questionnaires/index.ts'
import { valuesOf } from '../../src/features/questions/index.ts'
import { addTheme } from '../../src/features/saidDid/index.ts'
import { createSample } from '../../src/features/sampling/index.ts'
import { row, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import type { Measured } from './largeRound.ts'

/** As many as the program proposes, so that what is found of the sample is within five in a hundred of what holds for all. */
const SIZE = { confidence: 95, margin: 5 } as const

/**
 * What staff have of a round in its last week: links and letters, a sample whose evidence came and that was reviewed, a fifth of it twice,
 * feedback drafted for everybody and sent to some; and what every partnership has, whatever its size: standards, plans, themes.
 */
export async function workOn(db: Pool, { roundId, actor }: Measured): Promise<void> {
  const names = { round: roundId, partnership: actor.partnershipId, account: actor.accountId }
  await sendLinks(db, names)
  await reviewSample(db, { roundId, actor }, names)
  await writeFeedback(db, { roundId, actor }, names)
  await inventPlans(db, { administrator: actor } as Cast)
  await db.transaction(trx => inventStandards(trx, { administrator: actor, partnership: { id: actor.partnershipId } } as Cast, new Date()))
  await addTheme(db, actor, {
    roundId,
    title: 'Training',
    statement: 'Governors want more of it.',
    heard: 'Said in a meeting',
    findingIds: [],
  })
  await createAction(db, actor, { what: 'Train them', timescale: 'March 2031', lead: 'Maya Lindqvist', outcomeMeasure: '', remark: '' })
}

type Names = { round: Id<'round'>; partnership: Id<'partnership'>; account: number }

async function sendLinks(db: Pool, names: Names): Promise<void> {
  await db.raw(
    `with links as (
       insert into invitations (partnership_id, return_id, contact_id, name, email, role, main, nonce, token_hash, issued_by, issued_at)
       select :partnership, r.id, c.id, c.name, c.email, c.role, true, decode(md5(r.id::text), 'hex'), sha256(('link' || r.id)::bytea), 'Priya Shah', r.issued_at
       from returns r join contacts c on c.establishment_id = r.establishment_id where r.round_id = :round
       returning id, return_id, name, email, issued_at
     )
     insert into messages (partnership_id, key, kind, round_id, return_id, invitation_id, to_name, to_email, subject, body, message_id, status,
       driver, attempts, created_at, queued_at, sent_at)
     select :partnership, 'invitation:' || id, 'invitation', :round, return_id, id, name, email, 'Your audit link', repeat('Dear Sam. ', 100),
       '<bench-' || id || '@audit.example>', case when id % 200 = 0 then 'failed' else 'accepted' end, 'smtp', 1, issued_at, issued_at, issued_at
     from links`,
    names,
  )
  await db.raw(
    `insert into events (partnership_id, at, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
     select :partnership, issued_at, 'staff', :account, 'Priya Shah', 'invitation.issued', establishment_id, :round, id,
       jsonb_build_object('name', 'Sam Okafor', 'email', 'dsl@school.example') from returns where round_id = :round`,
    names,
  )
  await db.raw(
    `insert into chases (partnership_id, round_id, return_id, kind, by_name, said, at, next_on)
     select :partnership, :round, id, 'call', 'Priya Shah', 'Will send it on Friday.', now() - interval '2 days', (now() + interval '3 days')::date
     from returns where round_id = :round and status in ('issued', 'opened', 'in_progress') and id % 3 = 0`,
    names,
  )
}

async function reviewSample(db: Pool, { roundId, actor }: Measured, names: Names): Promise<void> {
  const areas = ['policies', 'training', 'governors']
  const { sampleId } = await createSample(db, actor, {
    roundId,
    name: 'Dip sample',
    seed: 'autumn',
    areas,
    plan: {
      base: 'completed',
      targets: [],
      fastMinutes: 30,
      leaveOutSampled: false,
      method: 'stratified',
      size: SIZE,
      strata: 'phase',
    },
  })
  const keys = LIBRARY[0]!.sections
    .flatMap(section => section.questions)
    .filter(question => valuesOf(question).length > 0 && (question.areas ?? []).some(area => areas.includes(area)))
    .map(({ key }) => key)
  const bindings = { ...names, sample: sampleId, keys }
  await db.raw(
    `update dip_sample_members set requested_at = now() - interval '5 days', request_due_at = now() + interval '5 days', requests = 1,
       outcome = case when id % 3 = 0 then 'assured' end, outcome_by = case when id % 3 = 0 then 'Priya Shah' end,
       outcome_at = case when id % 3 = 0 then now() end where sample_id = :sample`,
    bindings,
  )
  await db.raw(
    `insert into accounts (partnership_id, email, name, role)
     select :partnership, 'reviewer' || n || '@' || :partnership || '.example', 'Reviewer ' || n, 'reviewer' from generate_series(1, 6) n`,
    bindings,
  )
  // The first reading of everybody is finished; a fifth is read twice, and of some of them the second reading is not.
  await db.raw(
    `insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by, finished_at)
     select :partnership, m.id, reading, case when reading = 'second' or m.id % 4 = 0 then :account else a.id end, 'Reviewer', 'Priya Shah',
       case when reading = 'second' and m.id % 25 = 0 or reading = 'first' and m.id % 6 = 0 then null else now() end
     from dip_sample_members m cross join (values ('first'), ('second')) of (reading)
     join (select id, row_number() over (order by id) - 1 as place from accounts where partnership_id = :partnership and role = 'reviewer') a
       on a.place = m.id % 6
     where m.sample_id = :sample and (reading = 'first' or m.id % 5 = 0 and m.id % 4 <> 0)`,
    bindings,
  )
  await db.raw(
    `insert into verdicts (partnership_id, member_id, return_id, question_key, reading, verdict, direction, note, about_answer, account_id, said_by, reviewer_name)
     select :partnership, w.member_id, m.return_id, s.question_key, w.reading,
       case (m.id + length(s.question_key)) % 7 when 0 then 'partly' when 1 then 'does_not_agree' when 2 then 'cannot_tell' else 'agrees' end,
       case (m.id + length(s.question_key)) % 7 when 0 then 'over' when 1 then case when w.reading = 'second' and m.id % 10 = 0 then 'under' else 'over' end end,
       '', s.answer, w.account_id, w.account_id, w.reviewer_name
     from reviews w join dip_sample_members m on m.id = w.member_id and m.sample_id = :sample
     join responses s on s.return_id = m.return_id and s.question_key = any(:keys)`,
    bindings,
  )
  await db.raw(`update reviews set unblinded_at = now() where partnership_id = :partnership and reading = 'second'`, bindings)
}

async function writeFeedback(db: Pool, { roundId, actor }: Measured, names: Names): Promise<void> {
  const model = await row<{ id: Id<'return'> }>(
    db,
    `select id from returns where round_id = ? and status = 'submitted' order by id limit 1`,
    [roundId],
  )
  if (!model) throw new Error('nobody has sent a return')
  await draftAgain(db, actor, { roundId, returnId: model.id })
  await db.raw(
    `insert into feedback (partnership_id, round_id, return_id, content, return_version, drafted_by, said, sent_by, sent_at, nonce, token_hash)
     select :partnership, :round, r.id, f.content, r.version, 'Priya Shah', case when sent then '{"opening":"","nextYear":"","nextSteps":"","remark":""}'::jsonb end,
       case when sent then 'Priya Shah' end, case when sent then now() end, case when sent then decode(md5(r.id::text), 'hex') end,
       case when sent then sha256(('feedback' || r.id)::bytea) end
     from (select *, id % 4 = 0 as sent from returns) r cross join feedback f
     where r.round_id = :round and r.status in ('submitted', 'issued') and r.id % 10 <> 0 and f.return_id = :model and r.id <> :model`,
    { ...names, model: model.id },
  )
}
