/* refuse.c -- saying why a file is not opened, and whose files are not. */
#include "refuse.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "header.h"

mmf_status mmf_refuse(mmf_error *error, mmf_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->what, sizeof error->what, format, arguments);
    va_end(arguments);
    return status;
}

mmf_status mmf_refuse_os(mmf_error *error, mmf_status status, const char *what)
{
    error->os_errno = status == MMF_OS || status == MMF_NO_SPACE ? errno : 0;
    return mmf_refuse(error, status, "%s", what);
}

mmf_status mmf_check_file(const char *path, bool trust, int fd, os_file_info *info, mmf_error *error)
{
    mmf_status status = os_file_information(fd, info);
    if (status != MMF_OK)
        return mmf_refuse_os(error, status, "the file's state cannot be read");
    if (!info->regular)
        return mmf_refuse(error, MMF_CORRUPT, "it is not a regular file");
    if (trust)
        return MMF_OK;
    if (info->owner != os_user())
        return mmf_refuse(error, MMF_DENIED,
                          "the file belongs to user %u; pass trust=True if you trust what that user puts into it",
                          info->owner);
    return mmf_check_folder(path, trust, error);
}

mmf_status mmf_check_folder(const char *path, bool trust, mmf_error *error)
{
    bool is_private;
    mmf_status status = os_folder_is_private(path, &is_private);
    if (status != MMF_OK)
        return mmf_refuse_os(error, status, "its folder cannot be read; create it, or give another path");
    if (!is_private && !trust)
        return mmf_refuse(error, MMF_DENIED,
                          "other users can replace files in its folder; pass trust=True if you trust them");
    return MMF_OK;
}

mmf_status mmf_check_content(mmf_segment *s, mmf_off *root, mmf_error *error)
{
    struct mmf_fixed_shm fixed = mmf_super(s)->fixed; /* once, private */
    const char *what;
    mmf_status status = mmf_segment_validate(&fixed, s->limit, &what);
    if (status != MMF_OK)
        return mmf_refuse(error, status, "%s", what);
    if (!mmf_header_at(s, fixed.root_off))
        return mmf_refuse(error, MMF_CORRUPT, "its root lies outside the file");
    uint64_t end = mmf_load(&mmf_super(s)->heap_end);
    if (end > s->limit)
        (void)mmf_segment_refresh(s, end); /* it has grown since it was mapped */
    if (end > s->limit || end < mmf_round_down(fixed.size, MMF_UNIT))
        return mmf_refuse(error, MMF_CORRUPT, "the file is shorter than its content (cut off?)");
    *root = fixed.root_off;
    return MMF_OK;
}
