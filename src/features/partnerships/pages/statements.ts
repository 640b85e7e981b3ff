import { withLinks } from '../../../platform/telephone.ts'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { keptLines } from '../settingsForm.ts'
import { settingsOf } from '../settingsStore.ts'
import { allPartnerships } from '../store.ts'

type PublicPage = Page<unknown>

/** What the program is, for somebody who has never seen it. */
export const aboutPage: PublicPage = ({ db }, _req, res) => statement(db, res, 'partnerships/about', 'About Safeguarding Audit')

/** The statement that the accessibility regulations for public bodies of 2018 ask for. */
export const accessibilityPage: PublicPage = ({ db }, _req, res) =>
  statement(db, res, 'partnerships/accessibility', 'Accessibility statement')

/** What is kept about people, why, and for how long. */
export const privacyPage: PublicPage = async ({ db }, _req, res) => {
  const partnerships = await allPartnerships(db)
  const kept = await Promise.all(partnerships.map(async ({ id, name }) => ({ name, lines: keptLines(await settingsOf(db, id)) })))
  await statement(db, res, 'partnerships/privacy', 'Privacy', { kept })
}

/** Each says whom to ask: a visitor's partnership is not known, so all of this site's are named. */
async function statement(db: Db, res: Response, view: string, title: string, more: object = {}): Promise<void> {
  const partnerships = await allPartnerships(db)
  renderPage(res, view, {
    title,
    ...more,
    contacts: partnerships.map(({ name, contactName, contactEmail, contactPhone }) => ({
      name,
      contactName,
      contactEmail,
      contactPhone,
      phone: withLinks(contactPhone),
    })),
  })
}
