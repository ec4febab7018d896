/* stats.c -- facts of the moment, for people. */
#include <string.h>

#include "mmf.h"
#include "bias.h"
#include "readers.h"

static void copy_recoveries(const struct mmf_super_shm *super, mmf_stats *stats)
{
    stats->recoveries = mmf_load_acquire(&super->recoveries);
    stats->recovery_count = (uint32_t)mmf_min(stats->recoveries, MMF_RECOVERIES_KEPT);
    for (uint32_t i = 0; i < stats->recovery_count; i++) {
        stats->recovery[i] = mmf_recovery_read(&super->recovery[(stats->recoveries - i) % MMF_RECOVERIES_KEPT]);
    }
}

mmf_status mmf_get_stats(mmf_ns *ns, mmf_stats *stats)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    os_file_info info;
    memset(stats, 0, sizeof *stats);
    mmf_status status = mmf_segment_check_length(&ns->segment); /* before anything of the file is touched */
    if (status == MMF_OK)
        status = mmf_segment_information(&ns->segment, &info);
    if (status != MMF_OK)
        return status;
    mmf_ref root = mmf_root(ns);
    if ((status = mmf_dict_len(&root, &stats->root_count)) != MMF_OK)
        return status;
    stats->file_bytes = info.bytes;
    stats->heap_bytes = mmf_load(&super->heap_end) - MMF_HEAP_OFF;
    stats->disk_bytes = info.disk_bytes;
    uint64_t *reading = mmf_read_enter(ns);
    stats->free_bytes = mmf_heap_free_bytes(&ns->segment);
    mmf_read_leave(ns, reading);
    stats->commits = mmf_bias_commits(ns);
    stats->containers = mmf_load(&super->container_count);
    for (uint32_t i = 0; i < mmf_slot_capacity(&ns->segment); i++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, i);
        stats->participants += slot && mmf_high(mmf_load(&slot->state)) == 1;
    }
    copy_recoveries(super, stats);
    return MMF_OK;
}
