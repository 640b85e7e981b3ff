import type { Body } from '../../platform/forms/parseForm.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { countTry, type Limit } from '../../platform/rateLimit.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { tokenHash } from '../../platform/linkToken.ts'
import type { ContributorActor } from '../history/index.ts'
import { deleteUnsent, findUnsent, insertUnsent, personOfForm, unsentKeys, unsentSections } from './unsentStore.ts'

/** Anybody may send a form without a session: an office behind one address loses none, a program fills nothing. */
const UNSENT_TRIES: Limit = { name: 'unsent-forms', tries: 60, seconds: 60 * 60 }
/** A section with every comment filled to its end. */
const MOST_BYTES = 512 * 1024

type UnsentDeps = { db: Db; secret: Buffer }

/**
 * Keeps what somebody sent after their session had ended, sealed: only the browser that holds `browser` brings it back.
 *
 * @param asked whom the form says that it was drawn for; `address` a hash of where it comes from
 * @returns whether it is kept: not when too many were sent from there, it is too large, or it was drawn for nobody
 */
export async function keepUnsent(
  { db, secret }: UnsentDeps,
  {
    fields,
    sectionKey,
    browser,
    asked,
    address,
  }: { fields: Body; sectionKey: string; browser: string; asked: Id<'contributor'>; address: string },
): Promise<boolean> {
  const text = JSON.stringify(fields)
  if (Buffer.byteLength(text) > MOST_BYTES || (await countTry(db, UNSENT_TRIES, address)) !== null) return false
  const whose = await personOfForm(db, asked)
  if (!whose) return false
  const sealed = seal(secret, purposeOf(browser, sectionKey), text)
  await insertUnsent(db, whose, { browserHash: tokenHash(browser), sectionKey, sealed })
  return true
}

/** What waits for somebody in one section, as they sent it; undefined where nothing does, or it cannot be read any more. */
export async function unsentForm(
  { db, secret }: UnsentDeps,
  actor: ContributorActor,
  { browser, sectionKey }: { browser: string; sectionKey: string },
): Promise<{ fields: Body; at: Date } | undefined> {
  const found = await findUnsent(db, actor, tokenHash(browser), sectionKey)
  if (!found) return undefined
  try {
    return { fields: JSON.parse(unseal(secret, purposeOf(browser, sectionKey), found.sealed)) as Body, at: found.at }
  } catch {
    return undefined
  }
}

/** In which sections something waits for somebody in this browser, and since when. */
export const unsentIn = (db: Db, actor: ContributorActor, browser: string) => unsentSections(db, actor, tokenHash(browser))

/** The key under which the form of one row of a list is kept: beside that of its section, and of every other row. */
export const rowKey = (sectionKey: string, { question, row }: RowName): string => `${sectionKey}/lists/${question}/${row}`

/** A row of a list by the address of its form: `new`, or its place from 1. Of new rows that wait each has a mark of its own behind it. */
export type RowName = { question: string; row: string }

/** The rows of the lists of a section in which something waits for somebody in this browser, the oldest first. */
export async function unsentRows(
  db: Db,
  actor: ContributorActor,
  { browser, sectionKey }: { browser: string; sectionKey: string },
): Promise<RowName[]> {
  const begin = `${sectionKey}/lists/`
  const keys = await unsentKeys(db, actor, tokenHash(browser), begin)
  return keys.flatMap(key => rowNameIn(key.slice(begin.length)) ?? [])
}

/** "deputies/2", "deputies/new.kZq0aB12". @returns undefined where the text names no row */
export function rowNameIn(text: string): RowName | undefined {
  const [, question, row] = /^([a-z][a-z0-9_]*)\/(new(?:\.[\w-]{1,8})?|[1-9]\d{0,3})$/.exec(text) ?? []
  return question === undefined || row === undefined ? undefined : { question, row }
}

/** What waited in a section, or in a row, is stored now, or is not wanted. */
export const forgetUnsent = (db: Db, actor: ContributorActor, browser: string, sectionKey: string): Promise<void> =>
  deleteUnsent(db, actor, tokenHash(browser), sectionKey)

/** Nothing that waits for somebody in this browser is wanted. */
export async function forgetAllUnsent(db: Db, actor: ContributorActor, browser: string): Promise<void> {
  for (const key of await unsentKeys(db, actor, tokenHash(browser), '')) await forgetUnsent(db, actor, browser, key)
}

const purposeOf = (browser: string, sectionKey: string): string => `unsent:${sectionKey}:${browser}`
