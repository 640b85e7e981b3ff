import { expect, test } from '@jest/globals'
import { rows } from '../../../src/platform/db.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { follow, submitForm } from '../../support/forms.ts'
import { boxesOf, code, MESSAGE, office, PROUD, themeId } from './world.ts'

const TEN = Array<'on_time'>(12).fill('on_time')

test(
  'the words of a question are those that its comments hold more often than others, and each number opens its list',
  inRollback(async world => {
    const { writes, base, browser } = await office(world, TEN)
    for (let at = 0; at < 12; at += 1)
      await writes(at, {
        [MESSAGE]: at < 7 ? 'Waiting lists for young carers are long, and the school waits.' : 'The school is content.',
        [PROUD]: 'The school council and its pupils.',
      })
    const all = await browser.get(`${base}/words`)
    expect(pageText(all)).toContain('school 24 comments with school')
    const page = await browser.get(`${base}/words?question=${MESSAGE}`)
    expect(pageText(page)).toContain('carers 7 comments with carers')
    expect(pageText(page)).toContain('young carers 7 comments with young carers')
    expect(pageText(page)).not.toContain('school 12 comments')
    for (const [, path = '', number = ''] of page.text.matchAll(/href="([^"]*\/coding\?[^"]*q=[^"]*)">(\d+)/g))
      expect(pageText(await browser.get(path.replaceAll('&amp;', '&')))).toContain(`All comments: ${number} comment`)
  }),
)

test(
  'comments that use the words of a theme are offered, and none is in it until somebody presses',
  inRollback(async world => {
    const { writes, base, browser } = await office(world, TEN)
    for (let at = 0; at < 12; at += 1)
      await writes(at, { [MESSAGE]: at < 6 ? `Young carers wait for a worker, case ${at}.` : `Our boiler is old, room ${at}.` })
    await follow(browser, await code(world, { base, browser }, 'case 0', 'Young carers'))
    const id = await themeId(world, 'Young carers')
    expect(pageText(await browser.get(`${base}/themes/${id}`))).toContain('Once 3 comments are in this theme')
    for (const words of ['case 1', 'case 2']) await follow(browser, await code(world, { base, browser }, words, 'Young carers'))
    const page = await browser.get(`${base}/themes/${id}`)
    for (const at of [3, 4, 5]) expect(pageText(page)).toContain(`case ${at}`)
    expect(pageText(page)).not.toContain('boiler')
    expect(await rows(world.db, `select 1 from comment_codes`, [])).toHaveLength(3)
    await follow(browser, await submitForm(browser, page, { comments: await boxesOf(world, 'case 4'), intent: 'add' }, { which: '/codes' }))
    expect(await rows(world.db, `select 1 from comment_codes`, [])).toHaveLength(4)
  }),
)
