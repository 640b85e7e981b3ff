import { verdictsOf } from '../../../src/features/verdicts/index.ts'
import { expect, test } from '@jest/globals'
import { recordOutcome, recordVerdicts, sendOutcome } from '../../../src/features/reviewing/index.ts'
import { inRollback } from '../../support/app.ts'
import { count, sampled } from '../sampling/world.ts'

test(
  'two reviewers at once never overwrite each other, and what only one of them said is kept',
  inRollback(async world => {
    const { db, make } = world
    const { actor, partnershipId, path } = await sampled(world, ['on_time'])
    const other = await make.staffActor(partnershipId, 'reviewer')
    const q = ['policies_child_protection_current', 'policies_staff_code'] as const
    await recordVerdicts(db, actor, {
      ...path(0),
      entries: new Map([[q[0], { verdict: 'shown', note: 'On the website', baseVersion: 0 }]]),
    })
    const second = await recordVerdicts(db, other, {
      ...path(0),
      entries: new Map([
        [q[0], { verdict: 'partly_shown', note: 'Dated last year', baseVersion: 0 }],
        [q[1], { verdict: 'no_evidence', note: '', baseVersion: 0 }],
      ]),
    })
    expect(second.written).toMatchObject([{ questionKey: q[1], verdict: 'no_evidence', note: '' }])
    expect(second.conflicts).toMatchObject([
      { questionKey: q[0], theirs: { verdict: 'shown', reviewerName: actor.name }, mine: { verdict: 'partly_shown' } },
    ])
    const { memberId } = path(0)
    expect((await verdictsOf(db, partnershipId, memberId)).find(({ questionKey }) => questionKey === q[0])).toMatchObject({
      verdict: 'shown',
      note: 'On the website',
      version: 1,
    })
    await recordVerdicts(db, other, {
      ...path(0),
      entries: new Map([[q[0], { verdict: 'partly_shown', note: 'Dated last year', baseVersion: 1 }]]),
    })
    expect((await verdictsOf(db, partnershipId, memberId)).find(({ questionKey }) => questionKey === q[0])).toMatchObject({
      verdict: 'partly_shown',
      reviewerName: other.name,
      version: 2,
    })
    await recordVerdicts(db, other, { ...path(0), entries: new Map([[q[0], { verdict: null, note: '', baseVersion: 2 }]]) })
    expect((await verdictsOf(db, partnershipId, memberId)).map(({ questionKey }) => questionKey)).toEqual([q[1]])
  }),
)

test(
  'the outcome is told to head and DSL, one letter an address, and again only when it changed',
  inRollback(async world => {
    const { db, deps, make } = world
    const { actor, partnershipId, returns, path } = await sampled(world, ['outstanding'])
    await make.contact({ partnership_id: partnershipId, establishment_id: returns[0]!.establishment_id, role: 'head', name: 'Dr Lee' })
    await expect(sendOutcome(deps, actor, path(0))).rejects.toMatchObject({ code: 'reviewing.no_outcome' })
    const note = 'What you sent was clear.'
    await recordVerdicts(db, actor, {
      ...path(0),
      entries: new Map([['policies_child_protection_current', { verdict: 'shown', note: '', baseVersion: 0 }]]),
    })
    expect(await recordOutcome(db, actor, { ...path(0), given: { outcome: 'assured', note, version: 1, partial: true } })).toMatchObject({
      changedSince: null,
      missing: 0,
    })
    expect(await sendOutcome(deps, actor, path(0))).toEqual({ letters: 2 })
    expect(await sendOutcome(deps, actor, path(0))).toEqual({ letters: 0 })
    const stale = await recordOutcome(db, actor, { ...path(0), given: { outcome: 'not_assured', note: 'No.', version: 1, partial: true } })
    expect(stale.changedSince).toMatchObject({ outcome: 'assured', version: 2 })
    await recordOutcome(db, actor, { ...path(0), given: { outcome: 'partly_assured', note, version: 2, partial: true } })
    expect(await sendOutcome(deps, actor, path(0))).toEqual({ letters: 2 })
    expect(await count(world, 'messages', partnershipId)).toBe(4)
  }),
)
