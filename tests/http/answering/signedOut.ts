import type { Test } from 'supertest'
import type { Browser, Fields, TestWorld } from '../../support/app.ts'
import { fieldsOf } from './answering.ts'

/** The form of a person's page, sent by a browser whose session is gone. @returns the answer and the cookie that it sets */
export async function sentSignedOut(world: TestWorld, dsl: Browser, section: string, changed: Record<string, string>) {
  const form = fieldsOf(await dsl.get(section))
  const answer = await world.visitor().post(section, { ...form, ...changed, _csrf: dsl.csrf() })
  const cookie = /unsent_form=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
  return { answer, cookie }
}

/** The same browser with one more cookie. */
export const withCookie = (browser: Browser, cookie: string) => {
  const also = (test: Test) => test.set('Cookie', `${test.get('Cookie')}; ${cookie}`)
  return {
    get: (url: string) => also(browser.get(url)),
    post: (url: string, fields: Fields = {}) => also(browser.post(url, fields)),
  }
}
