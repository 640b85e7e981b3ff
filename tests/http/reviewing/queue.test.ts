import { expect, test } from '@jest/globals'
import { giveReview } from '../../../src/features/reviewing/index.ts'
import { memberHref } from '../../../src/features/sampling/index.ts'
import { changed, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { formOf } from '../../support/forms.ts'
import { answer, sampled } from '../sampling/world.ts'
import { CURRENT, finish, readTwice, send, verdict } from './world.ts'

test(
  'a reviewer begins with what is given to them: how far each is, what was sent, and the next school',
  inRollback(async world => {
    const { adas, bens, ada, actor, member, area, path, members } = await readTwice(world, ['on_time', 'outstanding', 'outstanding'])
    expect((await adas.get('/')).headers.location).toBe('/reviews')
    for (const at of [1, 2])
      await giveReview(world.db, actor, { ...path(at), given: { reading: 'first', accountId: ada.accountId, reviewId: null, reason: '' } })
    await world.db.raw(`update dip_sample_members set requested_at = '2031-02-01', request_due_at = '2031-02-28T17:00:00Z' where id = ?`, [
      members[2]!.id,
    ])
    await verdict(adas, area, CURRENT, 'agrees')
    const page = await adas.get('/reviews')
    expect(heading(page)).toBe('Your reviews')
    expect(page.text).toMatch(/<strong[^>]*>Reviews<\/strong>/)
    const text = pageText(page)
    expect(text).toContain('To review (3)')
    expect(text).toMatch(/First reviewer 1 of \d+ reviewed 0 Not asked yet In progress/)
    expect(text).toMatch(/Asked on 1 Feb(ruary)? 2031 due by 5pm on Friday 28 February 2031/)
    // What is due first comes first.
    const order = members.map(one => text.indexOf(one.establishmentName))
    expect([order[2]! < order[0]!, order[0]! < order[1]!]).toEqual([true, true])
    const hrefOf = (at: number) => member.replace(String(path(0).memberId), String(path(at).memberId))
    expect((await adas.get('/reviews/next')).headers.location).toBe(hrefOf(2))
    expect((await adas.get(`/reviews/next?after=${path(2).memberId}`)).headers.location).toBe(hrefOf(0))
    expect((await adas.get(`/reviews/next?after=${path(0).memberId}`)).headers.location).toBe(hrefOf(1))
    expect((await adas.get(`/reviews/next?after=${path(1).memberId}`)).headers.location).toBe(hrefOf(2))
    await finish(adas, hrefOf(2))
    expect((await adas.get('/reviews/next')).headers.location).toBe(hrefOf(0))
    expect(pageText(await adas.get('/reviews?show=finished'))).toContain('Finished (1)')
    expect(pageText(await bens.get('/reviews'))).toMatch(/Second reviewer 0 of \d+ reviewed/)
    // Nothing is left: the list itself says so.
    for (const at of [0, 1]) await finish(adas, hrefOf(at))
    expect((await adas.get('/reviews/next')).headers.location).toBe('/reviews')
    expect(pageText(await adas.get('/reviews'))).toContain('All reviews are finished')
  }),
)

test(
  'who shares reviews out sees everyone’s, with numbers that add up and open their lists; a reviewer sees their own alone',
  inRollback(async world => {
    const { adas, bens, ada, ben, coordinators, member } = await readTwice(world)
    await finish(bens, member)
    const page = await coordinators.get('/reviews')
    expect(pageText(page)).toContain('Nothing is given to you to review')
    expect(pageText(page)).toMatch(/Ada One 1 0 1 Ben Two 0 1 1 Together 1 1 2/)
    expect(page.text).toContain(`href="/reviews?of=${ben.accountId}&amp;show=finished"`)
    expect(pageText(await coordinators.get(`/reviews?of=${ben.accountId}&show=finished`))).toMatch(/Reviews of Ben Two .* Second reviewer/)
    const foreign = await adas.get(`/reviews?of=${ben.accountId}`)
    expect([heading(foreign), pageText(foreign).includes('Ben Two')]).toEqual(['Your reviews', false])
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    expect(pageText(await stranger.get(`/reviews?of=${ada.accountId}`))).not.toContain('Ada One')
    expect(pageText(await coordinators.get('/rounds'))).toContain('Reviews of dip samples')
  }),
)

test(
  'nobody with nothing to review is left before an empty page',
  inRollback(async world => {
    const { partnershipId } = await sampled(world, ['on_time'])
    const browser = await world.staff((await world.make.staffActor(partnershipId, 'reviewer')).accountId)
    expect(pageText(await browser.get('/reviews'))).toContain('The coordinators share out the establishments of a dip sample.')
    const analyst = await world.staff((await world.make.staffActor(partnershipId, 'analyst')).accountId)
    expect((await analyst.get('/reviews')).status).toBe(403)
  }),
)

test.each(['declared it', 'is a contact there in the register'])(
  'to whoever has an interest, since they %s, nothing is offered that would be refused, and a form that was opened before is refused',
  how =>
    inRollback(async world => {
      const { partnershipId, members, actor, path, returns } = await sampled(world, ['on_time'])
      const ada = await world.make.staffActor(partnershipId, 'reviewer')
      await giveReview(world.db, actor, { ...path(0), given: { reading: 'first', accountId: ada.accountId, reviewId: null, reason: '' } })
      await answer(world, returns[0]!, { [CURRENT]: 'yes' })
      const adas = await world.staff(ada.accountId)
      const member = memberHref(path(0))
      const area = `${member}/areas/policies`
      await verdict(adas, area, CURRENT, 'agrees')
      await finish(adas, member)
      const offers = async () => {
        const page = await adas.get(member)
        return ['/outcome"', '/visits/new"', '/reopen"'].filter(address => page.text.includes(address))
      }
      expect(await offers()).toEqual(['/outcome"', '/visits/new"', '/reopen"'])
      const opened = formOf(await adas.get(`${member}/outcome`), `${member}/outcome`)
      const when = { 'on-day': '9', 'on-month': '11', 'on-year': '2026' }
      const visited = await send(adas, `${member}/visits/new`, { ...when, seen: 'The register.' }, `${member}/visits`)
      expect(visited.status).toBe(303)
      const visit = String(visited.headers.location)

      const establishmentId = members[0]!.establishmentId
      if (how === 'declared it')
        await changed(
          world.db,
          `insert into conflicts_of_interest (partnership_id, account_id, establishment_id, reason, declared_by) values (?, ?, ?, 'Governor', 'Ada')`,
          [partnershipId, ada.accountId, establishmentId],
        )
      else await world.make.contact({ partnership_id: partnershipId, establishment_id: establishmentId, email: ada.email })
      expect(await offers()).toEqual([])
      expect(pageText(await adas.get(member))).toContain('so a colleague has to review it')
      expect((await adas.get(visit)).text).not.toContain(`${visit}/remove"`)
      for (const form of [`${member}/outcome`, `${member}/visits/new`, `${visit}/change`, `${visit}/remove`])
        expect([form, (await adas.get(form)).status]).toEqual([form, 409])
      const stale = await adas.post(opened.action, { ...opened.fields, outcome: 'assured', note: 'All is well', partial: 'yes' })
      expect([stale.status, heading(stale)]).toEqual([409, 'You cannot review this establishment'])
      expect(stale.text).toContain('All is well')
      expect((await adas.post(`${member}/reopen`)).status).toBe(409)
    })(),
)

test(
  'while two review a member, or differ, its page says what is missing and does not offer to conclude',
  inRollback(async world => {
    const { adas, bens, member, area } = await readTwice(world)
    const said = async () => pageText(await adas.get(member))
    expect(await said()).toContain('It can be recorded when both reviewers have finished.')
    await verdict(adas, area, CURRENT, 'agrees')
    await verdict(bens, area, CURRENT, 'no_evidence')
    for (const browser of [adas, bens]) await finish(browser, member)
    expect(await said()).toContain('It can be recorded when what the reviewers differ about is settled.')
    expect((await adas.get(member)).text).not.toContain(`${member}/outcome"`)
  }),
)

test(
  'a reviewer declares an interest: what they review of the school ends, the history says why, and nothing of it can be saved any more',
  inRollback(async world => {
    const { adas, bens, ben, coordinators, area, members, returns, path } = await readTwice(world)
    const name = members[0]!.establishmentName
    await verdict(bens, area, CURRENT, 'partly', 'Seen by someone with an interest')
    const found = await bens.get(`/reviews/interests?q=${encodeURIComponent(name)}`)
    expect(pageText(found)).toContain(name)
    const silent = await bens.post('/reviews/interests', { q: name, establishmentId: String(returns[0]!.establishment_id), reason: ' ' })
    expect([silent.status, pageText(silent).includes('Say what the connection is')]).toEqual([422, true])
    const none = await bens.post('/reviews/interests', { q: name, reason: 'My children go there' })
    expect([none.status, none.text.includes('My children go there')]).toEqual([422, true])
    const declared = await bens.post('/reviews/interests', {
      q: name,
      establishmentId: String(returns[0]!.establishment_id),
      reason: 'Governor there since 2024',
    })
    expect(declared.status).toBe(303)
    const told = pageText(await bens.get('/reviews/interests'))
    expect(told).toContain(`You do not review ${name}. 1 review of it has ended: someone else has to be given it.`)
    expect(told).toContain('Governor there since 2024')
    expect(pageText(await bens.get('/reviews'))).toContain('Nothing is given to you to review')
    // Their half of a blind second reading went with them, and so nothing is blind or differs.
    expect(await rows(world.db, `select 1 from verdicts where member_id = ?`, [path(0).memberId])).toEqual([])
    expect(pageText(await coordinators.get(`/returns/${returns[0]!.id}/history`))).toContain(
      'Reason: Has an interest in the establishment: Governor there since 2024',
    )
    expect(pageText(await bens.get(area))).toContain('you have an interest in this establishment')
    const late = await bens.post(area, { [`version.${CURRENT}`]: '1', [`verdict.${CURRENT}`]: 'cannot_tell' })
    expect([late.status, pageText(late).includes('You cannot review this establishment')]).toEqual([409, true])

    // Declared once; managers see it, a colleague does not, and cannot end it.
    await bens.post('/reviews/interests', { q: name, establishmentId: String(returns[0]!.establishment_id), reason: 'Again' })
    expect(pageText(await bens.get('/reviews/interests'))).toContain('That had been declared before. You did this at')
    expect(pageText(await coordinators.get('/reviews/interests'))).toMatch(new RegExp(`${name} .* Ben Two Governor there since 2024`))
    expect(pageText(await adas.get('/reviews/interests'))).not.toContain('Governor')
    const [interest] = await rows<{ id: number }>(world.db, `select id from conflicts_of_interest where account_id = ?`, [ben.accountId])
    expect((await adas.post(`/reviews/interests/${interest!.id}/end`)).status).toBe(404)
    expect((await bens.post(`/reviews/interests/${interest!.id}/end`)).status).toBe(303)
    expect(pageText(await bens.get('/reviews/interests'))).toContain(`The interest in ${name} has ended.`)
  }),
)

test(
  'a manager declares for someone; the contacts of the register are found by their address; what was concluded stays and is said',
  inRollback(async world => {
    const { ada, ben, coordinators, adas, members, returns, partnershipId, path } = await readTwice(world, ['on_time', 'on_time'])
    await world.make.contact({
      partnership_id: partnershipId,
      establishment_id: returns[1]!.establishment_id,
      role: 'head',
      email: ada.email,
    })
    expect(pageText(await adas.get('/reviews/interests'))).toContain(
      `${members[1]!.establishmentName} ${members[1]!.identifier} You Is, or was, a contact there in the register`,
    )
    await world.db.raw(
      `update dip_sample_members set outcome = 'assured', outcome_note = 'x', outcome_by = 'x', outcome_at = now() where id = ?`,
      [path(0).memberId],
    )
    const page = `/reviews/interests?q=${members[0]!.identifier}`
    expect(pageText(await coordinators.get(page))).toContain('Who has the interest?')
    const given = { q: '', establishmentId: String(returns[0]!.establishment_id), accountId: String(ben.accountId), reason: 'Told us so' }
    expect((await coordinators.post('/reviews/interests', given)).status).toBe(303)
    const text = pageText(await coordinators.get('/reviews/interests'))
    expect(text).toContain(`Ben Two does not review ${members[0]!.establishmentName}.`)
    expect(text).toContain('Declared by Priya Shah')
    // Who does not share out reviews declares for nobody but themselves.
    await adas.post('/reviews/interests', {
      q: '',
      establishmentId: String(returns[1]!.establishment_id),
      accountId: String(ben.accountId),
      reason: 'Mine, whatever the form says',
    })
    const mine = await rows<{ account_id: number }>(world.db, `select account_id from conflicts_of_interest where reason like 'Mine%'`)
    expect(mine).toEqual([{ account_id: ada.accountId }])
    const stranger = await world.staff((await world.make.staffActor()).accountId)
    const foreign = await stranger.post('/reviews/interests', { q: '', establishmentId: String(returns[0]!.establishment_id), reason: 'x' })
    expect(foreign.status).toBe(404)
  }),
)
