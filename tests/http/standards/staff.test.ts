import { describe, expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { removeAgency, setStatus, startExercise } from '../../../src/features/standards/exerciseActions.ts'
import { changeSet } from '../../../src/features/standards/setActions.ts'
import { findSet } from '../../../src/features/standards/store.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, formsOf, submitForm } from '../../support/forms.ts'
import { boxes, exerciseIn } from './standards.ts'

describe('staff', () => {
  test(
    'make a set from nothing, ask agencies, and read the result',
    inRollback(async world => {
      const actor = await world.make.staffActor()
      const browser = await world.staff(actor.accountId)
      expect(pageText(await browser.get('/standards'))).toContain('No standards yet')
      const set = await follow(browser, await submitForm(browser, await browser.get('/standards/new'), { title: 'Our standards' }))
      expect(heading(set)).toBe('Our standards')
      const add = await browser.get(`${set.request.url.replace(/^.*?\/standards/, '/standards')}/add`)
      const full = await follow(
        browser,
        await submitForm(browser, add, { pasted: '1.1 Leaders know\n1.2 Staff are trained' }, { which: 'standards' }),
      )
      expect(pageText(full)).toContain('2 standards')
      const start = await browser.get(/href="(\/standards\/\d+\/exercises\/new)"/.exec(full.text)![1]!)
      const begun = await submitForm(
        browser,
        start,
        { title: 'Spring 2027', 'due-day': '1', 'due-month': '3', 'due-year': '2027', agencies: 'Police\nProbation\npolice' },
        { which: 'exercises' },
      )
      const agencies = await follow(browser, begun)
      expect(pageText(agencies)).toContain('0 of 2')
      const result = pageText(await browser.get(begun.headers.location!.replace('/agencies', '')))
      expect(result).toContain(
        'No red, no amber, no green, 2 not yet rated by Police and Probation: the worst rating of any agency, of 2 standards; 4 ratings asked, none not applicable, 4 missing.',
      )
    }),
  )

  test(
    'enter for an agency what it told them, with who and from where',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}/ratings/1`
      const without = await made.browser.post(here, boxes(made, { 0: { rating: 'green' } }))
      expect([without.status, pageText(without).includes('Enter where these ratings come from')]).toEqual([422, true])
      const saved = await made.browser.post(here, { from: 'email of Jo Field', ...boxes(made, { 0: { rating: 'green' } }) })
      expect(saved.status).toBe(303)
      const page = pageText(await made.browser.get(`${made.at}/standards/${made.standards[0]!.id}`))
      expect(page).toContain('Entered by Priya Shah from email of Jo Field')
    }),
  )

  test.each(['not asked', 'closed'] as const)('who enter ratings while it is %s meanwhile get back what they chose and typed', async how =>
    inRollback(async world => {
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}/ratings/1`
      if (how === 'closed') await setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' })
      else await removeAgency(world.db, made.actor, { exerciseId: made.exerciseId, agencyId: made.police.id })
      for (const from of ['a call', '']) {
        const answer = await made.browser.post(here, { from, ...boxes(made, { 1: { rating: 'amber', comment: 'By phone' } }) })
        expect([answer.status, heading(answer)]).toEqual([
          409,
          how === 'closed' ? 'This exercise was closed' : 'This agency is not asked in this exercise',
        ])
        expect(pageText(answer)).toContain('S2 Staff are trained Rating: Amber Comment: By phone')
      }
      expect(await rows(world.db, 'select value from ratings')).toEqual([])
    })(),
  )

  test(
    'who set an agreed rating when the exercise was closed get back what they chose',
    inRollback(async world => {
      const made = await exerciseIn(world, { rollUp: 'agreed' })
      await setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' })
      const answer = await made.browser.post(
        `${made.at}/standards/${made.standards[0]!.id}`,
        boxes(made, { 0: { rating: 'red', comment: 'At the panel' } }),
      )
      expect([answer.status, pageText(answer).includes('Rating: Red Comment: At the panel')]).toEqual([409, true])
    }),
  )

  test(
    'open all ratings of an agency, also where a value of the scale is called “All”',
    inRollback(async world => {
      const scale = ['All', 'Some', 'None'].map(word => ({ key: word.toLowerCase(), word, colour: 'grey' as const, meets: false }))
      const made = await exerciseIn(world, { scale })
      await world
        .visitor()
        .post(`${await made.linkOf(made.police)}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'all' }, 1: { rating: 'some' } }) })
      const lists = [...(await made.browser.get(made.at)).text.matchAll(/<a href="(\/standards\/exercises\/\d+\/ratings\?[^"]*)">(\d+)</g)]
      const opened = []
      for (const [, href, number] of lists) {
        const list = pageText(await made.browser.get(href!.replaceAll('&amp;', '&')))
        opened.push([number, /(\d+) (?:rating|standard)s? /.exec(list.slice(list.indexOf('Spring 2027')))?.[1]])
      }
      expect(opened.length).toBeGreaterThan(5)
      for (const [number, listed] of opened) expect(listed).toBe(number)
      const agency = await made.browser.get(`${made.at}/agencies/${made.police.id}`)
      const [, all = ''] = /href="([^"]*\/ratings\?[^"]*)"/.exec(agency.text) ?? []
      expect(pageText(await made.browser.get(all.replaceAll('&amp;', '&')))).toContain('3 ratings')
    }),
  )

  test(
    'read the result of another exercise with its rule and its scale',
    inRollback(async world => {
      const made = await exerciseIn(world)
      await world.visitor().post(`${await made.linkOf(made.police)}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'red' } }) })
      const set = await findSet(world.db, made.partnershipId, made.setId)
      const scale = set!.scale.filter(({ key }) => key !== 'amber')
      await changeSet(world.db, made.actor, { setId: made.setId, set: { ...set!, scale, rollUp: 'apart' }, version: set!.version })
      const { exerciseId } = await startExercise(world.db, made.actor, {
        setId: made.setId,
        title: 'Spring 2028',
        dueAt: new Date(Date.now() + 86_400_000),
        agencies: ['Police'],
      })
      const standard = made.standards[0]!.id
      const next = pageText(await made.browser.get(`/standards/exercises/${exerciseId}/standards/${standard}`))
      expect(next).toContain('Red The worst rating of any agency. Scale: Green, Amber, Red The scale was changed between the two')
      const first = pageText(await made.browser.get(`${made.at}/standards/${standard}`))
      expect(first).toContain('Each agency counted apart. Scale: Green, Red')
    }),
  )

  test(
    'see every number open its list, and the numbers add up',
    inRollback(async world => {
      const made = await exerciseIn(world)
      await world.visitor().post(`${await made.linkOf(made.police)}/1`, {
        person: 'Pat',
        ...boxes(made, { 0: { rating: 'green' }, 1: { rating: 'amber' }, 2: { rating: 'na', reason: 'No children' } }),
      })
      await world.visitor().post(`${await made.linkOf(made.probation)}/1`, { person: 'Prue', ...boxes(made, { 0: { rating: 'green' } }) })
      const result = await made.browser.get(made.at)
      const counts = [...result.text.matchAll(/<a href="(\/standards\/exercises\/\d+\/ratings\?[^"]*)">(\d+)</g)]
      expect(counts.length).toBeGreaterThan(7)
      for (const [, href, number] of counts) {
        const list = await made.browser.get(href!.replaceAll('&amp;', '&'))
        expect([href, (list.text.match(/<tr class="govuk-table__row" role="row">/g) ?? []).length - 1]).toEqual([href, Number(number)])
      }
      expect(pageText(result)).toContain('1 green, 2 not yet rated by Probation')
    }),
  )

  test(
    'set an agreed rating, which no agency has given',
    inRollback(async world => {
      const made = await exerciseIn(world, { rollUp: 'agreed' })
      const here = `${made.at}/standards/${made.standards[0]!.id}`
      const none = await made.browser.post(here, boxes(made, { 0: {} }))
      expect([none.status, pageText(none).includes('Choose the rating that was agreed')]).toEqual([422, true])
      expect((await made.browser.post(here, boxes(made, { 0: { rating: 'green', comment: 'At the panel' } }))).status).toBe(303)
      const conflict = await made.browser.post(here, boxes(made, { 0: { rating: 'red' } }))
      expect([conflict.status, pageText(conflict).includes('At the panel')]).toEqual([409, true])
      const result = pageText(await made.browser.get(made.at))
      expect(result).toContain(
        '1 green, 2 not yet agreed: the rating that was agreed, of 3 standards; 6 ratings asked, none not applicable, 6 missing.',
      )
    }),
  )

  test(
    'are told when somebody else changed the set meanwhile',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const edit = await made.browser.get(`/standards/${made.setId}/edit`)
      const first = await submitForm(made.browser, edit, { title: 'Theirs' })
      expect(first.status).toBe(303)
      const second = await submitForm(made.browser, edit, { title: 'Mine' })
      expect(second.status).toBe(409)
      expect(pageText(second)).toContain('Title: Theirs')
      expect(second.text).toContain('value="Mine"')
      expect(await findSet(world.db, made.partnershipId, made.setId)).toMatchObject({ title: 'Theirs' })
    }),
  )

  test(
    'reword, move and remove standards of a set, while what an exercise asked stays as it was',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const [first, second, third] = made.standards
      const base = `/standards/${made.setId}/standards`
      const edit = await made.browser.get(`${base}/${first!.id}`)
      expect((await submitForm(made.browser, edit, { title: 'Leaders know and say' })).status).toBe(303)
      const late = await submitForm(made.browser, edit, { title: 'Something else' })
      expect([late.status, pageText(late).includes('S1 Leaders know and say')]).toEqual([409, true])
      await made.browser.post(`${base}/${third!.id}/move`, { direction: 'up' })
      const sure = await made.browser.get(`${base}/${second!.id}/remove`)
      expect((await submitForm(made.browser, sure, {}, { which: 'remove' })).status).toBe(303)
      const set = pageText(await made.browser.get(`/standards/${made.setId}`))
      expect(set.indexOf('S1 Leaders know and say')).toBeLessThan(set.indexOf('S3 Children are heard'))
      expect(set).toContain('Change S3 Children are heard')
      expect(set).not.toContain('Change S2 Staff are trained')
      const asked = pageText(await made.browser.get(made.at))
      for (const name of ['S1 Leaders know ', 'S2 Staff are trained', 'S3 Children are heard']) expect(asked).toContain(name)
    }),
  )

  test(
    'take a value out of the scale while it is used: what was rated stays, and the next exercise is not compared',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'amber' } }) })
      const set = await findSet(world.db, made.partnershipId, made.setId)
      const scale = set!.scale.filter(({ key }) => key !== 'amber')
      await changeSet(world.db, made.actor, { setId: made.setId, set: { ...set!, scale }, version: set!.version })
      expect(pageText(await made.browser.get(`${made.at}/standards/${made.standards[0]!.id}`))).toContain('Amber')
      expect((await world.visitor().get(`${path}/1`)).text).toContain('Amber')
      const { exerciseId } = await startExercise(world.db, made.actor, {
        setId: made.setId,
        title: 'Spring 2028',
        dueAt: new Date(Date.now() + 86_400_000),
        agencies: ['Police'],
      })
      const next = pageText(await made.browser.get(`/standards/exercises/${exerciseId}`))
      expect(next).toContain('The scale was changed between the two, so ratings are not compared.')
      expect(next).toContain('Asked then and not now: Probation.')
    }),
  )

  test(
    'stop asking an agency only while it has rated nothing',
    inRollback(async world => {
      const made = await exerciseIn(world)
      await world.visitor().post(`${await made.linkOf(made.police)}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'green' } }) })
      const refused = await made.browser.post(`${made.at}/agencies/${made.police.id}/remove`)
      expect([refused.status, heading(refused)]).toEqual([409, 'Police has rated standards in this exercise'])
      const path = await made.linkOf(made.probation)
      expect((await made.browser.post(`${made.at}/agencies/${made.probation.id}/remove`)).status).toBe(303)
      expect((await world.visitor().get(path)).status).toBe(404)
      expect(pageText(await made.browser.get(made.at))).toContain('3 ratings asked')
    }),
  )

  test(
    'tell the history what was done, without evidence',
    inRollback(async world => {
      const made = await exerciseIn(world)
      await world
        .visitor()
        .post(`${await made.linkOf(made.police)}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'green', evidence: 'Quiet' } }) })
      const history = await made.browser.get('/history')
      for (const said of ['Asked agencies to rate standards', 'Made a link for an agency', 'Saved ratings', 'Pat, Police'])
        expect(pageText(history)).toContain(said)
      expect(history.text).not.toContain('Quiet')
      expect(pageText(history)).toContain('Police To be handed over to: Jo Field')
      expect(pageText(history)).not.toContain('Written to')
    }),
  )
})

describe('a set that is removed', () => {
  test(
    'is asked no more and says what hung on it; what was rated stays, and it can be restored',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const path = await made.linkOf(made.police)
      await world.visitor().post(`${path}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'amber' } }) })
      const here = `/standards/${made.setId}`
      for (const open of [await made.browser.get(`${here}/remove`), await made.browser.post(`${here}/remove`)]) {
        expect([open.status, heading(open)]).toEqual([409, 'Agencies are asked to rate this set now'])
        expect(open.text).toContain(`href="${made.at}/edit"`)
      }
      await setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' })
      const sure = await made.browser.get(`${here}/remove`)
      for (const said of ['3 standards and the scale go with it', '1 exercise of it', '“Spring 2027”, closed on', 'with 1 of 6 ratings'])
        expect(pageText(sure)).toContain(said)
      const list = await follow(made.browser, await submitForm(made.browser, sure, {}, { which: 'remove' }))
      expect(pageText(list)).toMatch(/No standards yet.*Removed sets Multi-agency standards , removed/)
      expect((await made.browser.post(`${here}/remove`)).status).toBe(303)

      const set = await made.browser.get(here)
      expect(pageText(set)).toContain('Priya Shah removed this set on')
      expect(set.text).not.toMatch(/href="[^"]*\/(edit|add|exercises\/new)"/)
      expect(pageText(await made.browser.get(made.at))).toContain('Amber')
      expect((await world.visitor().get(path)).status).toBe(200)
      const standard = made.standards[0]!.id
      for (const page of ['edit', 'add', 'exercises/new', `standards/${standard}`])
        expect([page, (await made.browser.get(`${here}/${page}`)).status]).toEqual([page, 409])
      const pasted = await made.browser.post(`${here}/standards`, { pasted: 'Written with care' })
      expect([pasted.status, pageText(pasted).includes('Written with care')]).toEqual([409, true])
      const reopened = await made.browser.post(`${made.at}/status`, { status: 'open' })
      expect([reopened.status, heading(reopened)]).toEqual([409, 'This set of standards was removed'])

      expect((await submitForm(made.browser, set, {}, { which: 'restore' })).status).toBe(303)
      expect((await made.browser.post(`${made.at}/status`, { status: 'open' })).status).toBe(303)
      const back = await made.browser.get('/standards')
      expect(pageText(back)).not.toContain('Removed sets')
      const history = pageText(await made.browser.get('/history'))
      for (const did of ['Removed a set of standards', 'Restored a set of standards']) expect(history.split(did)).toHaveLength(2)
    }),
  )

  test(
    'takes nothing from another partnership, and nobody who may only look removes one',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const stranger = await exerciseIn(world)
      // While it is rated nobody is shown the way to remove it.
      expect((await made.browser.get(`/standards/${made.setId}`)).text).not.toContain(`/standards/${made.setId}/remove`)
      await setStatus(world.db, made.actor, { exerciseId: made.exerciseId, status: 'closed' })
      expect((await made.browser.get(`/standards/${made.setId}`)).text).toContain(`/standards/${made.setId}/remove`)
      const viewer = await world.staff((await world.make.staffActor(made.partnershipId, 'viewer')).accountId)
      for (const path of [
        `/standards/${made.setId}/remove`,
        `/standards/${made.setId}/restore`,
        `${made.at}/agencies/${made.police.id}/name`,
      ]) {
        expect([path, (await stranger.browser.post(path, { name: 'Ours' })).status]).toEqual([path, 404])
        expect([path, (await viewer.post(path, { name: 'Ours' })).status]).toEqual([path, 403])
      }
      expect(await findSet(world.db, made.partnershipId, made.setId)).toMatchObject({ removedAt: null })
      expect(pageText(await made.browser.get(`${made.at}/agencies`))).not.toContain('Ours')
    }),
  )
})

test(
  'an agency that is renamed is the same in every exercise, and two people never overwrite each other',
  inRollback(async world => {
    const made = await exerciseIn(world)
    await world.visitor().post(`${await made.linkOf(made.police)}/1`, { person: 'Pat', ...boxes(made, { 0: { rating: 'green' } }) })
    const here = `${made.at}/agencies/${made.police.id}`
    const form = await made.browser.get(`${here}/name`)
    expect(pageText(form)).toContain('its new name stands in “Spring 2027”')
    const taken = await submitForm(made.browser, form, { name: ' probation ' })
    expect([taken.status, pageText(taken).includes('Another agency is called “probation”')]).toEqual([422, true])
    const blank = await submitForm(made.browser, form, { name: ' ' })
    expect([blank.status, pageText(blank).includes('Enter the name of the agency')]).toEqual([422, true])
    const done = await submitForm(made.browser, form, { name: 'City  Police' })
    expect([done.status, done.headers.location]).toEqual([303, here])
    expect((await submitForm(made.browser, form, { name: 'City Police' })).status).toBe(303)
    const late = await submitForm(made.browser, form, { name: 'The Police' })
    expect([
      late.status,
      pageText(late).includes('changed this name to “City Police” meanwhile'),
      late.text.includes('value="The Police"'),
    ]).toEqual([409, true, true])
    expect((await submitForm(made.browser, late, {})).status).toBe(303)
    const result = pageText(await made.browser.get(made.at))
    expect(result).toContain('The Police')
    expect(await row(world.db, 'select count(*) as agencies from rating_agencies where partnership_id = ?', [made.partnershipId])).toEqual({
      agencies: 2,
    })
    expect(pageText(await made.browser.get('/history'))).toMatch(/Renamed an agency .*The Police Before: City Police/)
  }),
)

describe('the letter with the link', () => {
  const linkFields = (page: Parameters<typeof formsOf>[0]) => formsOf(page).find(({ action }) => action.endsWith('/link'))!.fields
  const ask = { contactName: 'Jo Field', email: ' Jo@Police.example ' }

  test(
    'is written where mail leaves, and its link works',
    inRollback(async world => {
      world.deps.mail = { ...world.deps.mail, leaves: true }
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}`
      const sent = await submitForm(made.browser, await made.browser.get(here), { ...ask, intent: 'send' }, { which: 'link' })
      expect([sent.status, sent.headers.location]).toEqual([303, here])
      const letter = await row<{ id: number; to_email: string; body: string }>(world.db, 'select id, to_email, body from messages')
      expect([letter!.to_email, letter!.body.includes('{{secret link}}'), letter!.body.includes('/rate/')]).toEqual([
        'jo@police.example',
        true,
        false,
      ])
      const shown = await made.browser.get(`/mail/${letter!.id}`)
      const [, path = ''] = /http:\/\/audit\.test(\/rate\/[\w-]+)/.exec(shown.text) ?? []
      expect((await world.visitor().get(path)).status).toBe(200)
      const page = await made.browser.get(here)
      expect(page.text).not.toContain('/rate/')
      const renewed = await made.browser.post(`${here}/link`, { ...linkFields(page), ...ask, intent: 'send' })
      expect(renewed.status).toBe(303)
    }),
  )

  test(
    'is kept where none leaves: the page says so and shows the link once, and a new link ends the one before',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}`
      const before = await made.browser.get(here)
      expect(pageText(before)).toContain('No email is being sent')
      const fields = { ...linkFields(before), ...ask, intent: 'send' }
      const shown = await made.browser.post(`${here}/link`, fields)
      const [, path = ''] = /value="http:\/\/audit\.test(\/rate\/[\w-]+)"/.exec(shown.text) ?? []
      expect([shown.status, (await world.visitor().get(path)).status]).toEqual([200, 200])
      expect((await made.browser.get(here)).text).not.toContain('/rate/')
      expect((await made.browser.post(`${here}/link`, fields)).text).toContain(path)

      const again = await made.browser.get(here)
      const stale = await made.browser.post(`${here}/link`, {
        ...linkFields(before),
        ...ask,
        intent: 'send',
        _key: '00000000-0000-4000-8000-000000000001',
      })
      expect([stale.status, heading(stale)]).toEqual([409, 'This agency was given another link meanwhile'])
      const renewed = await made.browser.post(`${here}/link`, { ...linkFields(again), ...ask, intent: 'by_hand' })
      expect(renewed.status).toBe(200)
      expect(renewed.text).toContain('value="jo@police.example"')
      expect((await world.visitor().get(path)).status).toBe(410)
      expect(await rows(world.db, 'select status, error from messages')).toEqual([{ status: 'withheld', error: 'its link was ended' }])
      const letter = await row<{ id: number }>(world.db, 'select id from messages')
      expect(pageText(await made.browser.get(`/mail/${letter!.id}`))).toContain('(this link was ended)')
    }),
  )

  test(
    'that is handed over is for whom it says, whole or not at all',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}`
      const fields = { ...linkFields(await made.browser.get(here)), intent: 'by_hand' }
      const long = await made.browser.post(`${here}/link`, { ...fields, contactName: `${'x'.repeat(100)}😀` })
      expect([long.status, pageText(long).includes('Name must be 100 characters or fewer'), long.text.includes('😀')]).toEqual([
        422,
        true,
        true,
      ])
      expect((await made.browser.post(`${here}/link`, { ...fields, contactName: '' })).status).toBe(200)
      expect(pageText(await made.browser.get('/history'))).toContain('Police To be handed over')
    }),
  )

  test(
    'asks for an address and a day to come, at their fields',
    inRollback(async world => {
      const made = await exerciseIn(world)
      const here = `${made.at}/agencies/${made.police.id}`
      const answer = await made.browser.post(`${here}/link`, {
        contactName: '',
        email: 'jo',
        'ends-day': '1',
        'ends-month': '1',
        'ends-year': '2020',
        intent: 'send',
      })
      expect(answer.status).toBe(422)
      for (const said of ['Enter the name of the person', 'Enter an email address in the correct format', 'must be today or later'])
        expect(pageText(answer)).toContain(said)
      expect(await rows(world.db, 'select id from agency_links')).toEqual([])
    }),
  )
})

test(
  'another partnership’s sets, exercises and agencies are not there',
  inRollback(async world => {
    const made = await exerciseIn(world)
    const stranger = await exerciseIn(world)
    const agency = `${made.at}/agencies/${made.police.id}`
    const standard = made.standards[0]!.id
    for (const page of [
      `/standards/${made.setId}`,
      `/standards/${made.setId}/edit`,
      made.at,
      `${made.at}/ratings`,
      `${made.at}/agencies`,
      agency,
      `${agency}/ratings/1`,
      `${made.at}/standards/${standard}`,
      `/standards/${made.setId}/standards/${standard}`,
    ])
      expect([page, (await stranger.browser.get(page)).status]).toEqual([page, 404])
    for (const form of [
      `/standards/${made.setId}`,
      `${made.at}/status`,
      `${agency}/link`,
      `${agency}/remove`,
      `${agency}/ratings/1`,
      `${made.at}/agencies`,
    ])
      expect([form, (await stranger.browser.post(form, { status: 'closed' })).status]).toEqual([form, 404])
    expect(await row(world.db, 'select status from standard_exercises where id = ?', [made.exerciseId])).toEqual({ status: 'open' })
    const mixed = await made.browser.get(`${made.at}/agencies/${stranger.police.id}`)
    expect(mixed.status).toBe(404)
  }),
)
