import { readFile } from 'node:fs/promises'
import { CommandRefused, printResult, type AddCommands } from '../../platform/command.ts'
import { sayCount } from '../../platform/say.ts'
import { repeatDraw, UnreadableFrame, type RepeatedDraw } from './sinks/frameFile.ts'

/** `sample repeat`: draws a sample again from the file of its frame alone. No database is opened. */
export const addSampleCommand: AddCommands = program =>
  program
    .command('sample')
    .description('dip samples')
    .command('repeat')
    .description('draw a sample again from the file of its frame, which the page of the sample gives; no database is needed')
    .argument('<file>', 'the frame as CSV: from the page of the sample, or the sheet “Sample frame” of an export')
    .option('--sample <number>', 'which sample, where the file has the frames of several')
    .option('--seed <seed>', 'another seed than the file names')
    .option(
      '--json',
      'one JSON value on the standard output: the seed, the members, the groups, the SHA-256 of the list, and whether the file says the same',
    )
    .action(async (file: string, options: { sample?: string; seed?: string; json?: true }) => {
      const repeated = repeatOf(await textOf(file), options)
      const { draw, names, seed, same, frameSha256 } = repeated
      const members = draw.members.map(member => ({ ...member, name: names.get(member.key) ?? '' }))
      printResult(options.json ?? false, { seed, same, frameSha256, members, strata: draw.strata }, [
        ...members.map(({ position, key, stratum, name }) => [position, key, stratum, name].join('\t')),
        ...draw.strata.map(({ stratum, population, drawn }) => `${stratum}: ${drawn} of ${population}`),
        ...(frameSha256 === null ? [] : [`SHA-256 of the list: ${frameSha256}`]),
        `${sayCount(members.length, 'member')} with the seed ${seed}. ${same ? 'The file says the same.' : 'The file says something else.'}`,
      ])
    })

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new CommandRefused(`${file} cannot be read.`)
  }
}

function repeatOf(text: string, options: { seed?: string; sample?: string }): RepeatedDraw {
  try {
    return repeatDraw(text, options)
  } catch (error) {
    throw error instanceof UnreadableFrame ? new CommandRefused(error.message) : error
  }
}
