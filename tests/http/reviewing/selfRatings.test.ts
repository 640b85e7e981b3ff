import { expect, test } from '@jest/globals'
import { changed } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { linksOf } from '../../support/forms.ts'
import { found, given, sampleOf } from './readings.ts'

const ONE = 'policies_behaviour'
const OTHER = 'governors_report_says_enough'

test(
  'what establishments said of themselves is held against what reviewers found: by section, question and group, few cases without a share',
  inRollback(async world => {
    const { actor, partnershipId, round, members } = await sampleOf(world, 12)
    for (const [at, member] of members.entries()) {
      if (at < 5) await found(world, partnershipId, member, ONE, 'agrees')
      else if (at < 9) await found(world, partnershipId, member, ONE, at < 7 ? 'partly' : 'does_not_agree', { direction: 'over' })
      else if (at === 9) await found(world, partnershipId, member, ONE, 'partly', { direction: 'under' })
      else await found(world, partnershipId, member, ONE, at === 10 ? 'cannot_tell' : 'no_evidence')
      if (at < 3)
        await found(world, partnershipId, member, OTHER, at === 0 ? 'does_not_agree' : 'agrees', at === 0 ? { direction: 'over' } : {})
      // Who gave no answer has rated nothing.
      if (at > 3) await found(world, partnershipId, member, OTHER, at > 6 ? 'shown' : 'no_evidence', { answer: null })
    }
    const browser = await world.staff(actor.accountId)
    const page = await browser.get(`/rounds/${round.id}/self-ratings`)
    const text = pageText(page)
    expect(text).toContain('Reviewers could judge 13 answers of 12 establishments: 7 hold, 5 are over-rated and 1 under-rated.')
    // 10 judged, of which 5 hold: cannot tell and no evidence stand apart.
    expect(text).toMatch(/The behaviour policy says[^.]*? 10 [^.]*?5 agrees[^.]*?50% \(24% to 76%\)/)
    expect(text).toContain('over-rated at 4 of 10: 40% (17% to 69%)')
    expect(text).toMatch(/Do the reports give numbers and themes over time, and say what is not working\? : over-rated at 1 of 3 For/)
    expect(text).toContain('For the next round: ask for evidence in “Safeguarding policies” and “Reporting to governors”')
    expect(text).toContain('The figures are of the establishments that were reviewed, not of all: nothing is weighted.')
    expect(text).toMatch(/By phase of education .*Primary 8 establishments .*Secondary 4 establishments/)
    // Every number opens as many lines as it says.
    const numbers = [...page.text.matchAll(/<a href="(\/rounds\/\d+\/self-ratings\/verdicts\?[^"]+)">(\d+)(?: of \d+)?</g)]
    expect(numbers.length).toBeGreaterThan(20)
    for (const [, href = '', n = ''] of numbers) {
      const list = await browser.get(href.replaceAll('&amp;', '&'))
      expect([href, (list.text.match(/<tr class="govuk-table__row/g) ?? []).length - 1]).toEqual([href, Number(n)])
    }
  }),
)

test(
  'the list behind a number says whose answer it is, what they said and what was found, and leads to the review',
  inRollback(async world => {
    const { actor, partnershipId, round, sampleId, members } = await sampleOf(world, 2)
    await found(world, partnershipId, members[0]!, ONE, 'partly', { direction: 'over', note: 'Dated 2019' })
    await found(world, partnershipId, members[1]!, ONE, 'agrees')
    const browser = await world.staff(actor.accountId)
    const list = await browser.get(`/rounds/${round.id}/self-ratings/verdicts?question=${ONE}&found=over`)
    expect(heading(list)).toMatch(/^Over-rated: The behaviour policy says/)
    expect(pageText(list)).toMatch(/1 answer .*Beechwood School \d+ The behaviour policy .* Partly agrees, over-rated Dated 2019/)
    expect(pageText(list)).not.toContain(members[1]!.establishmentName)
    expect(linksOf(list, '/rounds')).toContain(`/rounds/${round.id}/samples/${sampleId}/members/${members[0]!.id}`)
    for (const nothing of ['section=none', 'by=phase&group=None', 'group='])
      expect([nothing, (await browser.get(`/rounds/${round.id}/self-ratings/verdicts?${nothing}`)).status]).toEqual([nothing, 404])
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    for (const path of ['', `/verdicts?question=${ONE}&found=over`])
      expect((await stranger.get(`/rounds/${round.id}/self-ratings${path}`)).status).toBe(404)
  }),
)

test(
  'a sum gives nothing away of a review that is still blind, nor of what two differ about, and says that it waits for both',
  inRollback(async world => {
    const { db, make } = world
    const { partnershipId, round, members } = await sampleOf(world, 3)
    const [blind, disputed, single] = members
    const second = await make.staffActor(partnershipId, 'reviewer')
    await given(world, partnershipId, blind!, 'first')
    await given(world, partnershipId, blind!, 'second', { accountId: second.accountId, finished: false })
    await given(world, partnershipId, disputed!, 'first')
    await given(world, partnershipId, disputed!, 'second')
    await found(world, partnershipId, blind!, ONE, 'partly', { direction: 'over', note: 'Not for the second yet' })
    await found(world, partnershipId, disputed!, ONE, 'agrees')
    await found(world, partnershipId, disputed!, ONE, 'no_evidence', { reading: 'second' })
    const browser = await world.staff(second.accountId)
    const page = `/rounds/${round.id}/self-ratings`
    const empty = pageText(await browser.get(page))
    expect(empty).toContain('No self-rating has been reviewed yet')
    expect(empty).toContain('1 establishment is being reviewed by two people, and is not counted before both have finished.')
    await found(world, partnershipId, single!, ONE, 'agrees')
    for (const path of [page, `${page}/verdicts?question=${ONE}&found=judged`]) {
      const seen = pageText(await browser.get(path))
      expect(seen).not.toContain('Not for the second yet')
      expect(seen).not.toContain(blind!.establishmentName)
    }
    expect(pageText(await browser.get(page))).toContain('Reviewers could judge 1 answer of 1 establishment: 1 holds')
    expect(pageText(await browser.get(page))).toContain('On 1 question two reviewers differ.')
    await changed(db, 'update reviews set finished_at = now() where account_id = ?', [second.accountId])
    await found(world, partnershipId, disputed!, ONE, 'does_not_agree', { reading: 'moderated', direction: 'over' })
    expect(pageText(await browser.get(page))).toContain('3 answers of 3 establishments: 1 holds, 2 are over-rated')
  }),
)

test(
  'a sample that took more from one group than its share, or only some returns, is told of; whoever left the sample is not counted',
  inRollback(async world => {
    const { db } = world
    const { actor, partnershipId, round, sampleId, members } = await sampleOf(world, 3)
    for (const member of members) await found(world, partnershipId, member, ONE, 'partly')
    const browser = await world.staff(actor.accountId)
    const text = async () => pageText(await browser.get(`/rounds/${round.id}/self-ratings?by=self_rating`))
    expect(await text()).toContain('3 verdicts from before reviewers were asked for it do not say which way the answer is out.')
    expect(await text()).not.toContain('Look at the groups')
    const frame = { population: [...Array(30).keys()].map(at => ({ stratum: at === 0 ? 'Secondary' : 'Primary' })) }
    await changed(db, `update dip_samples set method = method || '{"method":"stratified","targets":["late"]}', frame = ? where id = ?`, [
      JSON.stringify(frame),
      sampleId,
    ])
    await changed(db, `update dip_sample_members set stratum = case when id = ? then 'Primary' else 'Secondary' end where sample_id = ?`, [
      members[0]!.id,
      sampleId,
    ])
    expect(await text()).toContain('“Dip sample 1” was drawn from some returns only, so the others may differ.')
    expect(await text()).toContain('“Dip sample 1” took more from some groups than their share')
    await changed(db, `update dip_sample_members set replaced_at = now(), replaced_reason = 'Closed' where id = ?`, [members[0]!.id])
    expect(await text()).toContain('2 answers of 2 establishments')
  }),
)
