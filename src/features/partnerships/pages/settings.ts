import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { changeSettings } from '../settingsActions.ts'
import { saySetting, SETTINGS, SETTING_WORDS, settingsForm, type PartnershipSettings } from '../settingsForm.ts'
import { settingsOf, type StoredSettings } from '../settingsStore.ts'

type Typed = Record<keyof PartnershipSettings, string>

/** GET /settings: what pages and letters say of the partnership, and how long things are kept. */
export const settingsPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  const settings = await settingsOf(db, actor.partnershipId)
  show(res, settings, asTyped(settings))
}

/** POST /settings */
export const changeSettingsPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const form = parseForm(settingsForm, req.body)
  const texts = Object.fromEntries(SETTINGS.map(key => [key, typed(req.body, key)])) as Typed
  if (!form.ok) {
    show(res.status(422), await settingsOf(db, actor.partnershipId), texts, { errors: form.errors })
    return
  }
  const { version, ...settings } = form.values
  const outcome = await changeSettings(context, actor, { version, settings })
  if (outcome.kind === 'overtaken') {
    const { changedBy, changedAt } = outcome.now
    const overtaken = `${changedBy ?? 'The command line'} changed the settings${changedAt === null ? '' : ` at ${sayInstant(changedAt)}`}, after you opened this page. Nothing of yours is saved yet. Your values are below: compare them with the history, then save again.`
    show(res.status(409), outcome.now, texts, { overtaken })
    return
  }
  req.session.notice = {
    text: outcome.kind === 'changed' ? 'The settings are saved.' : 'Nothing was changed: the settings are as you sent them.',
  }
  res.redirect(303, '/settings')
}

const asTyped = (settings: StoredSettings): Typed => Object.fromEntries(SETTINGS.map(key => [key, saySetting(settings[key])])) as Typed

const HINTS: Partial<Record<keyof PartnershipSettings, string>> = {
  name: 'Pages and emails give it',
  shortName: 'The area, where the whole name is too long, like “Northmoor”',
  contactEmail: 'Replies to emails of the audit go here. Schools see it',
  contactPhone: 'Schools see it',
  concernLine: 'Stands on every page, like “Northmoor children’s services on 01632 960 111”',
  laCodes: 'Their three-figure codes, like 888, 889',
  smallestShown:
    'From 3 to 20. Smaller counts are covered wherever something is published, and so is what would give them away. 0 is shown',
  leastForWords: 'From 1 to 100. Of fewer, findings say the numbers alone, like “3 of the 6 returns in so far”',
}
const WIDTHS: Partial<Record<keyof PartnershipSettings, string>> = {
  smallestShown: 'govuk-input--width-3',
  leastForWords: 'govuk-input--width-3',
  keepEvidenceMonths: 'govuk-input--width-3',
  keepContactsMonths: 'govuk-input--width-3',
  keepAnswersMonths: 'govuk-input--width-3',
  keepMessagesMonths: 'govuk-input--width-3',
  contactPhone: 'govuk-input--width-20',
}

const LIMITS: { [Key in keyof PartnershipSettings]?: number } = {
  name: 200,
  shortName: 60,
  laCodes: 200,
  contactName: 200,
  concernLine: 300,
}

const NUMBERS: readonly (keyof PartnershipSettings)[] = ['smallestShown', 'leastForWords']

function show(
  res: Response,
  { version, changedBy, changedAt }: StoredSettings,
  texts: Typed,
  { errors = [], overtaken = '' }: { errors?: readonly FormError[]; overtaken?: string } = {},
): void {
  const field = (key: keyof PartnershipSettings) => ({
    id: key,
    name: key,
    label: { text: SETTING_WORDS[key] },
    ...(HINTS[key] === undefined ? {} : { hint: { text: HINTS[key] } }),
    limit: LIMITS[key],
    classes: WIDTHS[key] ?? 'govuk-!-width-two-thirds',
    autocomplete: 'off',
    spellcheck: false,
    value: texts[key],
    errorMessage: errorsBy(errors)(key),
  })
  renderPage(res, 'partnerships/settings', {
    title: 'Settings',
    errors: summaryOf(errors),
    overtaken,
    version,
    about: SETTINGS.filter(key => !key.startsWith('keep') && !NUMBERS.includes(key)).map(field),
    numbers: NUMBERS.map(field),
    kept: SETTINGS.filter(key => key.startsWith('keep')).map(field),
    last: changedBy === null || changedAt === null ? '' : `${changedBy} changed the settings last, at ${sayInstant(changedAt)}.`,
  })
}
