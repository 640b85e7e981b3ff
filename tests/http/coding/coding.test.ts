import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { heading, inRollback, pageText } from '../../support/app.ts'
import { follow, leadsTo, submitForm } from '../../support/forms.ts'
import type { Completed } from '../sampling/world.ts'
import { boxesOf, code, MESSAGE, office, PROUD, RATING, themeId } from './world.ts'

test(
  'what schools wrote is listed once their return is in, as answers and next to them, and searched as everything else is',
  inRollback(async world => {
    const { writes, base, browser } = await office(world, ['on_time', 'on_time', 'on_time', 'outstanding'])
    expect(pageText(await browser.get(base))).toContain('Nobody wrote a comment')
    await writes(0, { [MESSAGE]: 'More training on St. Mary’s model, please.' })
    await writes(1, { [PROUD]: 'Our young carers’ group.' }, { [RATING]: 'Reviewed in July with all staff.' })
    await writes(3, { [MESSAGE]: 'Not sent yet, so nobody reads it.' })
    const page = pageText(await browser.get(base))
    expect(page).toContain('2 Returns with a comment of 3 completed 3 All comments 3 Without a theme 0 With a theme')
    expect(page).not.toContain('Not sent yet')
    const found = async (query: string) => pageText(await browser.get(`${base}?${query}`))
    expect(await found('q=saint+marys')).toContain('All comments: 1 comment')
    expect(await found('q=carer+group')).toContain('Our young carers’ group.')
    expect(await found('source=comment')).toContain('Reviewed in July with all staff.')
    expect(await found(`question=${PROUD}`)).not.toContain('Reviewed in July')
    expect(await found('q=ofsted')).toContain('None here')
  }),
)

test(
  'several comments are added to a theme at once, and a return counts once for a theme, and for each of several',
  inRollback(async world => {
    const { writes, base, browser, returns } = await office(world)
    await writes(0, { [MESSAGE]: 'We need time for training.', [PROUD]: 'Training of governors.' })
    await writes(1, { [MESSAGE]: 'Training days clash.' })
    await writes(2, { [MESSAGE]: 'More help with attendance, and training.' })
    await writes(3, {}, { [RATING]: 'Nothing to add.' })
    const added = await code(world, { base, browser }, 'raining', 'Training')
    expect(pageText(await follow(browser, added))).toContain('You added 4 comments to “Training”')
    await follow(browser, await code(world, { base, browser }, 'attendance', 'Attendance'))
    const themes = pageText(await browser.get(`${base}/themes`))
    expect(themes).toContain('4 returns have at least one comment, of 6 completed returns.')
    expect(themes).toContain('Training 3 returns wrote of Training 75% 4 comments in Training')
    expect(themes).toContain('Attendance 1 return wrote of Attendance 25% 1 comment in Attendance')

    const id = await themeId(world, 'Training')
    const behind = await browser.get(`${base}/returns?theme=${id}`)
    expect(heading(behind)).toBe('3 returns that wrote of “Training”')
    for (const { name } of returns.slice(0, 3)) expect(pageText(behind)).toContain(name)
    expect(pageText(behind)).not.toContain(returns[3]!.name)
    const theme = await browser.get(`${base}/themes/${id}`)
    expect(pageText(theme)).toContain(
      'Primary 2 returns, Primary 3 comments, Primary Secondary 1 return, Secondary 1 comment, Secondary All 3 4',
    )
    // Every number of the page opens a list that says the same number.
    const numbers = [...theme.text.matchAll(/href="([^"]*\/coding\/returns[^"]*)"[^>]*>(\d+)/g)]
    expect(numbers.length).toBeGreaterThan(3)
    for (const [, path = '', number = ''] of numbers)
      expect(heading(await browser.get(path.replaceAll('&amp;', '&')))).toMatch(new RegExp(`^${number} return`))
    const list = pageText(await browser.get(base))
    expect(list).toContain('5 All comments 1 Without a theme 4 With a theme')
  }),
)

test(
  'what was added at one press is undone at one press, once, and by nobody else',
  inRollback(async world => {
    const { writes, base, browser, actor } = await office(world)
    await writes(0, { [MESSAGE]: 'Training, please.' })
    await writes(1, { [MESSAGE]: 'Training again.' })
    await follow(browser, await code(world, { base, browser }, 'again', 'Training'))
    const page = await follow(browser, await code(world, { base, browser }, 'raining', 'Training'))
    expect(pageText(page)).toContain('1 comment was added to “Training”. Of 2 comments that were ticked, the others were so already')
    const undo = /action="([^"]*\/undo[^"]*)"/.exec(page.text)![1]!
    const colleague = await world.staff((await world.make.staffActor(actor.partnershipId)).accountId)
    await colleague.get(base)
    expect((await submitForm(colleague, await colleague.get(base), {}, { which: '/codes', to: undo })).status).toBe(409)
    expect(pageText(await follow(browser, await submitForm(browser, page, {}, { which: '/undo' })))).toContain(
      'Undone: 1 comment of “Training”.',
    )
    expect((await submitForm(browser, page, {}, { which: '/undo' })).status).toBe(409)
    const left = await rows<{ body: string }>(world.db, `select c.body from comment_codes k join comments c on c.id = k.comment_id`, [])
    expect(left.map(({ body }) => body)).toEqual(['Training again.'])

    // What is taken out is put back as it stood, with who put it there.
    const theme = await browser.get(`${base}?theme=${await themeId(world, 'Training')}`)
    const removed = await submitForm(browser, theme, { comments: await boxesOf(world, 'again'), intent: 'remove' }, { which: '/codes' })
    const after = await follow(browser, removed)
    expect(pageText(after)).toContain('You took 1 comment out of “Training”')
    await follow(browser, await submitForm(browser, after, {}, { which: '/undo' }))
    expect(await row(world.db, `select coded_by from comment_codes`, [])).toEqual({ coded_by: 'Priya Shah' })
  }),
)

test(
  'a comment that changes after it was coded does not count until somebody has looked at it again',
  inRollback(async world => {
    const { writes, moves, base, browser } = await office(world)
    await writes(0, { [MESSAGE]: 'We need training.' })
    await writes(1, { [MESSAGE]: 'Training for governors.' })
    const [before] = (await browser.get(base), await boxesOf(world, 'We need training.'))
    await follow(browser, await code(world, { base, browser }, 'raining', 'Training'))
    await writes(0, { [MESSAGE]: 'All is well now.' })
    const page = await browser.get(`${base}?show=changed`)
    expect(pageText(page)).toContain('1 With a theme 1 Changed since look at them again')
    expect(pageText(page)).toContain('All is well now. It said before: We need training. Training (changed since)')
    expect(pageText(await browser.get(`${base}/themes`))).toContain('Training 1 return wrote of Training')
    // Who still has the page of before open codes nothing that they have not read.
    const late = await submitForm(browser, page, { comments: [before!], intent: 'keep' }, { which: '/codes' })
    expect(pageText(await follow(browser, late))).toContain('0 comments stay in their themes. Of 1 comment that was ticked')
    const anew = await browser.get(`${base}?show=changed`)
    const kept = await submitForm(browser, anew, { comments: await boxesOf(world, 'All is well'), intent: 'keep' }, { which: '/codes' })
    expect(pageText(await follow(browser, kept))).toContain('1 comment stays in its themes.')
    expect(pageText(await browser.get(`${base}/themes`))).toContain('Training 2 returns wrote of Training')
    expect(pageText(await browser.get(base))).not.toContain('It said before')

    // Sent back, a return counts no more; when it comes again as it was, it counts again.
    await moves(0, 'returned')
    expect(pageText(await browser.get(base))).toContain(
      '1 Returns with a comment of 5 completed 1 All comments 0 Without a theme 1 With a theme 1 Not counted any more',
    )
    await moves(0, 'submitted')
    expect(pageText(await browser.get(`${base}/themes`))).toContain('Training 2 returns wrote of Training')
  }),
)

test(
  'a theme is renamed, merged and removed with what is in it told first, and two who do it at once are told',
  inRollback(async world => {
    const { writes, base, browser, round } = await office(world)
    await writes(0, { [MESSAGE]: 'Training and attendance.' })
    await writes(1, { [MESSAGE]: 'Attendance alone.' })
    await follow(browser, await code(world, { base, browser }, 'Training', 'Training'))
    await follow(browser, await code(world, { base, browser }, 'ttendance', 'Attendance'))
    const [training, attendance] = [await themeId(world, 'Training'), await themeId(world, 'Attendance')]
    const edit = await browser.get(`${base}/themes/${training}/edit`)
    const taken = await submitForm(browser, edit, { name: ' ATTENDANCE ' })
    expect(pageText(taken)).toContain('Another theme is called “ATTENDANCE”: merge the two instead')
    leadsTo(await submitForm(browser, edit, { name: 'Time for training', meaning: 'Days, cover and cost' }))
    const met = await submitForm(browser, edit, { name: 'Courses' })
    expect(met.status).toBe(409)
    expect(pageText(met)).toContain('Priya Shah changed it to: Time for training Days, cover and cost')
    expect(met.text).toContain('value="Courses"')

    const merge = await browser.get(`${base}/themes/${training}/merge`)
    expect(pageText(merge)).toContain('1 comment and the quotations of “Time for training” go into the theme that you choose.')
    await follow(browser, await code(world, { base, browser }, 'alone', 'Time for training'))
    expect(pageText(await submitForm(browser, merge, { into: String(attendance) }))).toContain('The theme has changed since you looked')
    const again = await browser.get(`${base}/themes/${training}/merge`)
    const merged = await follow(browser, await submitForm(browser, again, { into: String(attendance) }))
    expect(pageText(merged)).toContain('2 Returns 2 Comments')
    expect((await browser.get(`${base}/themes/${training}`)).status).toBe(409)
    expect(pageText(await browser.get(`${base}/themes/${training}`))).toContain('You did this at')

    const remove = await browser.get(`${base}/themes/${attendance}/remove`)
    expect(pageText(remove)).toContain('2 comments are in it.')
    await follow(browser, await submitForm(browser, remove))
    expect(pageText(await browser.get(base))).toContain('2 Without a theme 0 With a theme')
    const verbs = await rows<{ verb: string }>(world.db, `select verb from events where round_id = ? order by id`, [round.id])
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'coding.theme_added',
      'coding.coded',
      'coding.theme_added',
      'coding.coded',
      'coding.theme_changed',
      'coding.coded',
      'coding.theme_merged',
      'coding.theme_removed',
    ])
  }),
)

test(
  'nothing is done without a comment that is ticked and a theme, and what was ticked and typed is still there',
  inRollback(async world => {
    const { writes, base, browser } = await office(world)
    await writes(0, { [MESSAGE]: 'Training, please.' })
    const page = await browser.get(base)
    const none = await submitForm(browser, page, { intent: 'add', newTheme: 'Training' }, { which: '/codes' })
    expect(none.status).toBe(422)
    expect(pageText(none)).toContain('Tick at least one comment')
    expect(none.text).toContain('value="Training"')
    const box = (await boxesOf(world, 'Training'))[0]!
    const nowhere = await submitForm(browser, page, { intent: 'add', comments: [box] }, { which: '/codes' })
    expect(pageText(nowhere)).toContain('Choose a theme, or enter a new one')
    expect(nowhere.text).toMatch(new RegExp(`value="${box.replace('.', '\\.')}" checked`))
    const odd = await submitForm(
      browser,
      page,
      { intent: 'add', newTheme: 'x', comments: ['1', '1.2.3', 'a.b', '-1.1'] },
      { which: '/codes' },
    )
    expect(odd.status).toBe(422)
    expect(await rows(world.db, `select 1 from comment_themes`, [])).toHaveLength(0)
  }),
)

test(
  'sent twice, a form adds one theme and one event',
  inRollback(async world => {
    const { writes, base, browser, round } = await office(world)
    await writes(0, { [MESSAGE]: 'Training, please.' })
    const page = await browser.get(base)
    const comments = await boxesOf(world, 'Training')
    for (let time = 0; time < 2; time += 1)
      leadsTo(await submitForm(browser, page, { comments, intent: 'add', newTheme: 'Training' }, { which: '/codes' }))
    const counted = await row(
      world.db,
      `select (select count(*) from comment_themes) as themes, (select count(*) from comment_codes) as codes,
      (select count(*) from events where round_id = ? and verb = 'coding.coded') as events`,
      [round.id],
    )
    expect(counted).toEqual({ themes: 1, codes: 1, events: 1 })
  }),
)

test(
  'the themes of an earlier round are taken over without its comments',
  inRollback(async world => {
    const { writes, base, browser, actor } = await office(world)
    await writes(0, { [MESSAGE]: 'Training, please.' })
    await follow(browser, await code(world, { base, browser }, 'Training', 'Training'))
    const next = await world.make.round({ partnership_id: actor.partnershipId, name: 'Audit of next year' })
    const page = await browser.get(`/rounds/${next.id}/coding/themes`)
    const copied = await follow(browser, await submitForm(browser, page, {}, { which: '/copy' }))
    expect(pageText(copied)).toContain('Training 0 returns wrote of Training')
    expect(copied.text).not.toContain('/themes/copy')
  }),
)

test(
  'nobody of another partnership sees or codes a comment',
  inRollback(async world => {
    const { writes, base, browser } = await office(world)
    await writes(0, { [MESSAGE]: 'Training, please.' })
    await browser.get(base)
    const other = await office(world, Array<Completed>(2).fill('on_time'))
    await other.writes(0, { [MESSAGE]: 'Ours alone.' })
    const page = await other.browser.get(other.base)
    const [box] = await boxesOf(world, 'please')
    await follow(
      other.browser,
      await submitForm(other.browser, page, { comments: [box!], intent: 'add', newTheme: 'Taken' }, { which: '/codes' }),
    )
    expect(await rows(world.db, `select 1 from comment_codes`, [])).toHaveLength(0)
    expect((await other.browser.get(base)).status).toBe(404)
    expect((await other.browser.get(`${other.base}/comments/${box!.split('.')[0]}`)).status).toBe(404)
  }),
)
