import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'

/** Whether a process runs. One that has ended but was not yet reaped by its parent (a zombie) does not, though a signal still finds it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const stat = procFile(pid, 'stat')
  return stat === undefined || !['Z', 'X'].includes(afterName(stat)[0] ?? '')
}

/** Sends a signal to a process, which may have gone meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/**
 * Something that tells two processes apart which had the same number one after the other: the machine's boot and the process's start.
 * Undefined where the machine will not say (Windows, or a process that has gone).
 */
export function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = procFile(pid, 'stat')
    if (stat === undefined) return undefined
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
    return `${boot}-${afterName(stat)[19] ?? ''}`
  }
  if (process.platform === 'win32') return undefined
  const started = ps(['-o', 'lstart=', '-p', String(pid)]).trim()
  return started === '' ? undefined : started.replace(/[^A-Za-z0-9]+/g, '-')
}

/**
 * Whether a process is one of the database server's for this data folder: every one of them works in that folder. Where the kernel does not let us
 * see that (root in a container may not look into another account's processes) the cluster's name on its command line decides.
 */
export function servesFolder(pid: number, folder: string, clusterName: string): boolean {
  if (process.platform === 'linux') {
    try {
      const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(folder)]
      return there.dev === here.dev && there.ino === here.ino
    } catch {
      return (procFile(pid, 'cmdline') ?? '').includes(clusterName)
    }
  }
  if (process.platform === 'win32') return output('tasklist', ['/NH', '/FI', `PID eq ${pid}`]).includes('postgres.exe')
  return ps(['-o', 'command=', '-p', String(pid)]).includes(clusterName)
}

/** Every living process of the server for this data folder, found on the machine and not in a file that may be stale. Windows: none are told. */
export function processesServing(folder: string, clusterName: string): number[] {
  if (process.platform === 'win32') return []
  const pids =
    process.platform === 'linux'
      ? readdirSync('/proc').filter(name => /^\d+$/.test(name))
      : ps(['-axo', 'pid=,command='])
          .split('\n')
          .filter(line => line.includes(clusterName))
          .map(line => line.trim().split(/\s/)[0] ?? '')
  return pids.map(Number).filter(pid => pid !== process.pid && isPostgres(pid) && servesFolder(pid, folder, clusterName) && isAlive(pid))
}

/** A shell that someone left standing in the data folder works there too, and must be left alone. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  return procFile(pid, 'comm')?.trim() === 'postgres'
}

function procFile(pid: number, name: 'stat' | 'cmdline' | 'comm'): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}

/** The fields of /proc/PID/stat from the state on: the name before them may itself hold spaces and brackets. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function ps(args: string[]): string {
  return output('ps', args)
}

function output(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true })
  } catch {
    return ''
  }
}
