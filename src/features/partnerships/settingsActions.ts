import { inTransaction, stored, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { recordEvent, type PartnershipActor, type StaffActor } from '../history/index.ts'
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
    await write(trx, actor, before, settings)
    return { kind: 'changed' }
  })
}

/** Gives the actor's partnership other authorities, within a transaction of something else. @returns those that it had, null when they are the same */
export async function changeAuthorities(
  trx: Db,
  actor: PartnershipActor,
  change: (before: readonly number[]) => readonly number[],
): Promise<{ before: number[]; after: number[] } | null> {
  const settings = stored(await lockSettings(trx, actor.partnershipId), 'the partnership')
  const after = [...new Set(change(settings.laCodes))]
  if (saySetting(after) === saySetting(settings.laCodes)) return null
  await write(trx, actor, settings, { ...settings, laCodes: after })
  return { before: settings.laCodes, after }
}

async function write(trx: Db, actor: PartnershipActor, before: StoredSettings, settings: PartnershipSettings): Promise<void> {
  const changes = SETTINGS.filter(key => saySetting(before[key]) !== saySetting(settings[key]))
  await writeSettings(trx, actor.partnershipId, settings, actor.name)
  await recordEvent(trx, actor, {
    verb: 'partnership.settings_changed',
    details: {
      changes: changes.map(key => `${SETTING_WORDS[key]}: “${saySetting(settings[key])}”, was “${saySetting(before[key])}”`),
    },
  })
}
