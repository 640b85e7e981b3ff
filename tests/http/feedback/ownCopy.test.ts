import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { earlier, secondYear } from '../lastYear/world.ts'

const CONTENT = {
  ...{ returned: true, standing: 'Completed on time', comparedWith: '', sections: [], good: ['You train everyone.'], actions: [] },
  ...{ reviews: [], inReview: false, held: { answers: 0, files: 0 } },
}
const SAID = { opening: 'Thank you all.', nextYear: '', nextSteps: '', remark: '' }

test(
  'the school reads its feedback and its own trend with its copy, the feedback once it was sent, the trend once its return was; nobody with a part of the return, and nothing of another school',
  inRollback(async world => {
    const { dsl, partnership, auditReturn, establishment, join } = await secondYear(world)
    const other = await world.make.establishment({ partnership_id: partnership.id })
    await earlier(world, { partnership_id: partnership.id, establishment_id: other.id }, { given: { behaviour: { answer: 'red' } } })
    await world.db.raw(
      `insert into responses (return_id, partnership_id, question_key, answer, by_name) values (?, ?, 'behaviour', '"amber"', 'Sam Okafor')`,
      [auditReturn.id, partnership.id],
    )
    const page = () => dsl.get('/return/feedback')
    const before = pageText(await page())
    expect(before).toContain('has not sent its feedback')
    expect(before).toContain('as soon as you have sent yours')
    expect(before).not.toContain('in place')
    // Its own trend needs no feedback: only that its return was sent.
    const become = (status: string, at: Date | null) =>
      world
        .db('returns')
        .where({ id: auditReturn.id })
        .update({ status, submitted_at: at, recorded_at: at, submitted_via: at && 'online' })
    await become('submitted', new Date())
    const trend = pageText(await page())
    expect(trend).toContain('has not sent its feedback')
    expect(trend).toContain('2 of 3 (67%) 0 of 1 (0%)')
    expect(trend).not.toContain('Thank you all.')
    await become('in_progress', null)
    await world.db.raw(
      `insert into feedback (partnership_id, round_id, return_id, content, return_version, drafted_by, said, sent_by, sent_at, token_hash)
       values (?, ?, ?, ?, 1, 'Priya Shah', ?, 'Priya Shah', now(), '\\x01')`,
      [partnership.id, auditReturn.round_id, auditReturn.id, JSON.stringify(CONTENT), JSON.stringify(SAID)],
    )
    const sent = await page()
    expect(heading(sent)).toBe('Feedback and your trend')
    expect(pageText(sent)).toContain('Thank you all.')
    expect(pageText(sent)).toContain('You train everyone.')
    // Last year two of its three ratings were in place, this year none of one.
    expect(pageText(sent)).toMatch(/Section Safeguarding audit 2021 to 2022 Safeguarding audit 2026 to 2027 .*2 of 3 \(67%\) 0 of 1 \(0%\)/)
    expect(sent.text).toContain('67% then, 0% now')
    const colleague = await join('business_manager', 'Omar Aziz')
    await world.db.raw(`update invitations set sections = '{training}', may_sign = false where id = ?`, [colleague.actor.invitationId])
    expect((await colleague.get('/return/feedback')).status).toBe(403)
    expect(establishment.id).not.toBe(other.id)
  }),
)
