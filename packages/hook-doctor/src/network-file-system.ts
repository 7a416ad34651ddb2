/** File systems by the types that Linux gives them, of include/uapi/linux/magic.h and the drivers themselves. */
const NETWORKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x786f4256, 'VirtualBox shared folders'],
])

/**
 * The name of a file system that several machines may append to at once; `undefined` for one of a single machine, and
 * for FUSE, behind which anything may be.
 *
 * @param type - as Linux's `statfs` tells it, signed or not
 */
export function networkFileSystem(type: number): string | undefined {
  return NETWORKS.get(type >>> 0)
}
