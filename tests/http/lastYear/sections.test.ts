import { expect, test } from '@jest/globals'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, formOf, submitForm } from '../../support/forms.ts'
import { secondYear } from './world.ts'

const ALL = '/return/last-year-answers'

test(
  'the unchanged answers of every section are read on one page, and those of the ticked sections are used by one press',
  inRollback(async world => {
    const { dsl, answers, events, now } = await secondYear(world)
    const list = await dsl.get('/return')
    expect(list.text).toContain(`href="${ALL}"`)
    const page = await dsl.get(ALL)
    expect(heading(page)).toBe('Unchanged answers from last time')
    const text = pageText(page)
    expect(text).toContain('Both clubs signed')
    expect(text).not.toContain('Train the site staff')
    expect((await answers()).size).toBe(0)

    const none = await submitForm(dsl, page)
    expect(none.status).toBe(422)
    expect(pageText(none)).toContain('Tick each section whose answers you have read')
    expect((await answers()).size).toBe(0)

    const used = await submitForm(dsl, page, { sections: 'ratings' })
    expect(pageText(await follow(dsl, used))).toContain('from last time are saved as your answers')
    const kept = [...(await answers()).keys()]
    expect(kept).toEqual(expect.arrayContaining(['behaviour', 'lettings', 'has_log']))
    expect(kept).not.toContain('whistleblowing')
    const told = (await events('return.saved')).map(({ details }) => details)
    expect(told).toEqual([expect.objectContaining({ section: 'ratings', again: kept.length })])
    const { version } = await now()

    // The same press again changes nothing.
    expect(pageText(await follow(dsl, await submitForm(dsl, page, { sections: 'ratings' })))).toContain('Nothing was saved')
    expect((await now()).version).toBe(version)
  }),
)

test(
  'several sections are used together, each with its event, and the page then says what is left',
  inRollback(async world => {
    const { dsl, answers, events } = await secondYear(world)
    const page = await dsl.get(ALL)
    const used = await dsl.post(ALL, { ...formOf(page).fields, sections: ['ratings', 'training'] })
    expect(used.headers.location).toBe('/return/sections/what-is-left')
    expect([...(await answers()).keys()].toSorted()).toEqual(['behaviour', 'courses', 'has_log', 'lettings', 'priority'])
    expect((await events('return.saved')).map(({ details }) => details)).toEqual([
      expect.objectContaining({ section: 'ratings', again: 3 }),
      expect.objectContaining({ section: 'training', again: 2 }),
    ])
    expect(pageText(await dsl.get(ALL))).toContain('No answer can be used again together')
  }),
)

test(
  'a signature of which the page told falls once for all its sections; one that came meanwhile stops all of them',
  inRollback(async world => {
    const { dsl, answers, auditReturn, partnership } = await secondYear(world)
    const unsigned = await dsl.get(ALL)
    await world.db.raw(`insert into sign_offs (return_id, partnership_id, role, name) values (?, ?, 'head', 'Ruth Ainsworth')`, [
      auditReturn.id,
      partnership.id,
    ])
    const both = { sections: ['ratings', 'training'] }
    const late = await dsl.post(ALL, { ...formOf(unsigned).fields, ...both })
    expect(heading(late)).toBe('The return was signed while you were reading')
    expect((await answers()).size).toBe(0)
    const told = await dsl.get(ALL)
    expect(pageText(told)).toContain('Ruth Ainsworth signed as')
    await dsl.post(ALL, { ...formOf(told).fields, ...both })
    expect((await answers()).size).toBe(5)
  }),
)

test(
  'what a colleague answered meanwhile stays, and answers that changed since they were read are not used',
  inRollback(async world => {
    const { dsl, answers, join, last } = await secondYear(world)
    const page = await dsl.get(ALL)
    const priya = await join('deputy_dsl', 'Priya Nair')
    const ratings = '/return/sections/ratings'
    await priya.post(ratings, { ...formOf(await priya.get(ratings)).fields, 'a.behaviour': 'amber', intent: 'stay' })
    await submitForm(dsl, page, { sections: 'ratings' })
    expect((await answers()).get('behaviour')).toMatchObject({ answer: 'amber', by_name: 'Priya Nair' })
    expect((await answers()).get('lettings')).toMatchObject({ answer: 'met' })
    await world.db.raw('update returns set version = version + 1 where id = ?', [last.id])
    expect((await submitForm(dsl, page, { sections: 'training' })).status).toBe(409)
    expect((await answers()).has('priority')).toBe(false)
  }),
)
