import { inTransaction, stored } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { recordEvent, type StaffActor } from '../history/index.ts'
import { saySetting, SETTINGS, SETTING_WORDS, type PartnershipSettings } from './settingsForm.ts'
import { lockSettings, writeSettings, type StoredSettings } from './settingsStore.ts'

/** What became of a change: made, nothing to change, or somebody else was there first. */
export type SettingsOutcome = { kind: 'changed' | 'same' } | { kind: 'overtaken'; now: StoredSettings }

/** Changes the settings of the actor's partnership. The history says what each was and is. */
export async function changeSettings(
  { db }: Pick<Deps, 'db'>,
  actor: StaffActor,
  { version, settings }: { version: number; settings: PartnershipSettings },
): Promise<SettingsOutcome> {
  return inTransaction(db, async trx => {
    const before = stored(await lockSettings(trx, actor.partnershipId), 'the partnership')
    const changes = SETTINGS.filter(key => saySetting(before[key]) !== saySetting(settings[key]))
    // Said before who was first: the same form sent twice changes nothing.
    if (changes.length === 0) return { kind: 'same' }
    if (before.version !== version) return { kind: 'overtaken', now: before }
    await writeSettings(trx, actor.partnershipId, settings, actor.name)
    await recordEvent(trx, actor, {
      verb: 'partnership.settings_changed',
      details: {
        changes: changes.map(key => `${SETTING_WORDS[key]}: “${saySetting(settings[key])}”, was “${saySetting(before[key])}”`),
      },
    })
    return { kind: 'changed' }
  })
}
