import { rmSync } from 'node:fs'

export default function clearAway(): void {
  const folder = process.env.SA_BROWSER_DATA
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}
