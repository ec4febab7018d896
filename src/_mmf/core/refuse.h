/* refuse.h -- saying why a file is not opened, and whose files are not. */
#ifndef MMF_REFUSE_H
#define MMF_REFUSE_H

#include "../os/os.h"
#include "mmf.h"
#include "segment.h"

/* Write the text, and give back `status`. mmf_refuse_os also keeps errno, for a status that comes from the system. */
mmf_status __attribute__((format(printf, 3, 4))) mmf_refuse(mmf_error *error, mmf_status status, const char *format,
                                                            ...);
mmf_status mmf_refuse_os(mmf_error *error, mmf_status status, const char *what);

/* The file that is open as fd, found at `path`: a regular one, which no other user owns or could have put there unless
 * `trust`. MMF_CORRUPT, MMF_DENIED, MMF_OS. */
mmf_status mmf_check_file(const char *path, bool trust, int fd, os_file_info *info, mmf_error *error);
/* The folder in which a file shall be made at `path`: others could not replace it there. MMF_DENIED, MMF_OS. */
mmf_status mmf_check_folder(const char *path, bool trust, mmf_error *error);

/* The superblock of the mapped file: ours, of this version, and its areas lie inside, the root's header too.
 * MMF_CORRUPT. */
mmf_status mmf_check_content(mmf_segment *s, mmf_off *root, mmf_error *error);

#endif
