import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** Files of the program by their path from the root, as trees. */
export type Sources = ReadonlyMap<string, ts.SourceFile>

const read = new Map<string, Sources>()

/** Every file of a folder but what runs in browsers, read and parsed once. */
export function readSources(root: string, folder = 'src'): Sources {
  const place = path.resolve(root, folder)
  const sources = read.get(place) ?? parsedFiles(root, folder)
  read.set(place, sources)
  return sources
}

function parsedFiles(root: string, folder: string): Sources {
  const files = globSync(`${folder}/**/*.ts`, { cwd: root }).filter(file => !file.startsWith('src/platform/http/assets/'))
  return new Map(files.sort().map(file => [file, parsed(file, readFileSync(path.join(root, file), 'utf8'))]))
}

/** The sources as they would be with another text in one of their files. */
export const withText = (sources: Sources, file: string, text: string): Sources => new Map([...sources, [file, parsed(file, text)]])

const parsed = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)

/** The feature that a file belongs to; undefined for the platform and the program's own files. */
export const featureOf = (file: string): string | undefined => /^src\/features\/([^/]+)\//.exec(file)?.[1]

/** Every node of a tree that is of a kind. */
export function* nodesOf<Node extends ts.Node>(tree: ts.Node, is: (node: ts.Node) => node is Node): Generator<Node> {
  if (is(tree)) yield tree
  const children: ts.Node[] = []
  ts.forEachChild(tree, child => void children.push(child))
  for (const child of children) yield* nodesOf(child, is)
}

/** What is found in a tree, looked for once: a check of all sources with one file changed reads that file only. */
export function onceFor<Found>(find: (tree: ts.SourceFile) => Found): (tree: ts.SourceFile) => Found {
  const found = new WeakMap<ts.SourceFile, { value: Found }>()
  return tree => {
    const known = found.get(tree) ?? { value: find(tree) }
    found.set(tree, known)
    return known.value
  }
}
