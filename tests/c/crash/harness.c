/* harness.c -- see harness.h.
 *
 * The parent never attaches to a namespace itself, so that what a forked child sees is what any other process would
 * see. Each victim starts from a copy of one file, so all runs of a scenario make the same steps. */
#define _GNU_SOURCE
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "layout.h"

#define PATIENCE_SECONDS 20 /* for a child: whoever needs longer hangs */
#define TELL_AT_MOST 5      /* violations of one scenario */

void harness_init(run *r)
{
    const char *folder = getenv("TEST_FOLDER");
    *r = (run){.shared = mmap(NULL, sizeof(shared_memory), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)};
    CHECK(r->shared != MAP_FAILED);
    snprintf(r->path, sizeof r->path, "%s/crash-%d", folder ? folder : ".", (int)getpid());
}

void harness_done(run *r)
{
    unlink(r->path);
    munmap(r->shared, sizeof(shared_memory));
}

void harness_fail(run *r, const char *format, ...)
{
    va_list arguments;
    if (++r->violations > TELL_AT_MOST)
        return;
    fprintf(stderr, "%s: ", r->scenario->name);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

bool harness_is_wanted(const char *name, char **begin, char **end)
{
    for (char **wanted = begin; wanted < end; wanted++)
        if (!strncmp(name, *wanted, strlen(*wanted)))
            return true;
    return begin == end;
}

/* ---- files ---- */

void image_clear(image *i)
{
    free(i->bytes);
    *i = (image){.bytes = NULL};
}

void image_save(const run *r, image *i)
{
    struct stat st;
    image_clear(i);
    int fd = open(r->path, O_RDONLY);
    i->absent = fd < 0 && errno == ENOENT;
    if (i->absent)
        return;
    CHECK(fd >= 0 && fstat(fd, &st) == 0);
    i->count = (size_t)st.st_size;
    i->bytes = malloc(i->count);
    CHECK(i->bytes && read(fd, i->bytes, i->count) == (ssize_t)i->count);
    close(fd);
}

void image_restore(const run *r, const image *i)
{
    unlink(r->path);
    if (i->absent)
        return;
    int fd = open(r->path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    CHECK(fd >= 0 && write(fd, i->bytes, i->count) == (ssize_t)i->count);
    close(fd);
}

/* Hold the proofs of life of all slots of the first chunk, as that many processes would. */
int harness_hold_slots(const run *r)
{
    int fd = r->scenario->flags & SCENARIO_CROWDED ? open(r->path, O_RDWR) : -1;
    struct flock lives = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)MMF_LIFE_OFF, .l_len = (off_t)MMF_SLOTS_FIRST};
    CHECK(fd < 0 || fcntl(fd, F_OFD_SETLK, &lives) == 0);
    return fd;
}

/* ---- children ---- */

static mmf_ns *attach(const char *path)
{
    mmf_options options = {.path = path, .size = MMF_SIZE_DEFAULT};
    mmf_ns *ns = NULL;
    mmf_error error;
    mmf_status status = mmf_open(&options, &ns, &error);
    if (status != MMF_OK)
        fprintf(stderr, "attach: status %d: %s\n", (int)status, error.what);
    CHECK(status == MMF_OK);
    return ns;
}

/* A change that changes nothing: the lock is taken (from a dead owner), and what waits to be freed is freed. */
static mmf_status write_nothing(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "no such key");
    mmf_status status;
    while ((status = mmf_dict_remove(&root, &key, NULL)) == MMF_BUSY)
        if ((status = mmf_wait(ns, 0)) != MMF_OK)
            return status;
    return status;
}

void harness_be_victim(run *r, int steps, void (*start)(void))
{
    const scenario *s = r->scenario;
    victim v = {.path = r->path};
    alarm(PATIENCE_SECONDS);
    if (!(s->flags & SCENARIO_OPENS)) {
        v.ns = attach(r->path);
        CHECK_STATUS(MMF_NOT_FOUND, write_nothing(v.ns)); /* a newcomer's chores are not what is tested */
    }
    if (s->arm)
        s->arm(&v);
    start();
    for (int i = 0; i < steps; i++) {
        s->step(&v, i);
        r->shared->acknowledged = i + 1;
    }
    _exit(0);
}

void harness_be_recoverer(run *r, void (*start)(void))
{
    alarm(PATIENCE_SECONDS);
    start();
    mmf_status status = write_nothing(attach(r->path));
    _exit(status == MMF_NOT_FOUND ? 0 : 1);
}

static void hash_bytes(state *s, const unsigned char *bytes, size_t count)
{
    s->hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (size_t i = 0; i < count; i++)
        s->hash = (s->hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    s->length = count;
}

static mmf_status compact(mmf_ns *ns)
{
    mmf_compact *c;
    mmf_status status = mmf_compact_begin(ns, 0, &c);
    if (status == MMF_OK) {
        status = mmf_compact_mark(c);
        mmf_compact_end(c);
    }
    return status;
}

#define REFUSE(...) (snprintf(shared->what, sizeof shared->what, __VA_ARGS__), _exit(1))

static void be_inspector(run *r)
{
    shared_memory *shared = r->shared;
    mmf_options options = {.path = r->path, .size = MMF_SIZE_DEFAULT};
    mmf_ns *ns;
    mmf_error error;
    mmf_stats stats;
    mmf_buffer tree;
    char what[200];
    alarm(PATIENCE_SECONDS);
    mmf_status status = mmf_open(&options, &ns, &error);
    if (status == MMF_NOT_FOUND && r->scenario->flags & SCENARIO_CREATES) {
        shared->found.absent = true;
        _exit(0);
    }
    if (status != MMF_OK)
        REFUSE("open gave %d: %s", (int)status, error.what);
    if ((status = write_nothing(ns)) != MMF_NOT_FOUND)
        REFUSE("the first write gave %d", (int)status);
    if ((status = mmf_verify(ns, what, sizeof what)) != MMF_OK)
        REFUSE("verify gave %d: %s", (int)status, status == MMF_CORRUPT ? what : "");
    if (r->scenario->flags & SCENARIO_COMPACTS) {
        if ((status = compact(ns)) != MMF_OK)
            REFUSE("compacting gave %d", (int)status);
        if ((status = mmf_verify(ns, what, sizeof what)) != MMF_OK)
            REFUSE("verify after compacting gave %d: %s", (int)status, status == MMF_CORRUPT ? what : "");
    }
    mmf_ref root = mmf_root(ns);
    mmf_buffer_init(&tree);
    if ((status = mmf_export(&root, &tree, NULL)) != MMF_OK)
        REFUSE("export gave %d", (int)status);
    if ((status = mmf_get_stats(ns, &stats)) != MMF_OK)
        REFUSE("stats gave %d", (int)status);
    if (stats.participants != 1)
        REFUSE("%d slots are in use, not one", (int)stats.participants);
    hash_bytes(&shared->found, tree.data, tree.bytes);
    shared->found.used_bytes = stats.heap_bytes - stats.free_bytes;
    _exit(0);
}

enum outcome harness_wait(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        CHECK(errno == EINTR);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return OUTCOME_KILLED;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? OUTCOME_FINISHED : OUTCOME_FAILED;
}

/* false: the inspector was not content, or died; shared->what says it. */
static bool look(run *r, state *found)
{
    r->shared->found = (state){.absent = false};
    strcpy(r->shared->what, "the inspector crashed or hung");
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid)
        be_inspector(r);
    bool content = harness_wait(pid) == OUTCOME_FINISHED;
    *found = r->shared->found;
    return content;
}

static bool equal(const state *a, const state *b)
{
    return a->hash == b->hash && a->length == b->length && a->used_bytes == b->used_bytes && a->absent == b->absent;
}

void harness_inspect(run *r, const char *where)
{
    state found;
    r->kills++;
    if (!look(r, &found)) {
        harness_fail(r, "%s: %s", where, r->shared->what);
        return;
    }
    int done = r->shared->acknowledged, next = done < r->steps ? done + 1 : done;
    const state *before = &r->expected[done], *after = &r->expected[next];
    if (equal(&found, before) || equal(&found, after))
        return;
    bool same_tree = (found.hash == before->hash && found.length == before->length) ||
                     (found.hash == after->hash && found.length == after->length);
    harness_fail(r, "%s, in step %d: %s (%llu bytes used; before %llu, after %llu)", where, next,
                 same_tree ? "bytes are lost" : "the tree is neither that of before nor that of after",
                 (unsigned long long)found.used_bytes, (unsigned long long)before->used_bytes,
                 (unsigned long long)after->used_bytes);
}

/* ---- preparing ---- */

static void start_nothing(void) {}

static bool make_file(run *r)
{
    const scenario *s = r->scenario;
    unlink(r->path);
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        alarm(PATIENCE_SECONDS);
        mmf_ns *ns = open_sized(r->path, s->size ? s->size : MMF_SIZE_DEFAULT, s->max_size);
        if (s->prepare)
            s->prepare(ns);
        verify_clean(ns);
        mmf_close(ns);
        _exit(0);
    }
    return harness_wait(pid) == OUTCOME_FINISHED;
}

bool harness_prepare(run *r, const scenario *s, int most)
{
    r->scenario = s;
    r->steps = s->steps < most ? s->steps : most;
    r->kills = r->violations = 0;
    CHECK(r->steps <= STEPS_MAX);
    unlink(r->path);
    if (!(s->flags & SCENARIO_CREATES) && !make_file(r)) {
        harness_fail(r, "it cannot be prepared");
        return false;
    }
    image_save(r, &r->before);
    for (int steps = 0; steps <= r->steps; steps++) {
        image_restore(r, &r->before);
        fflush(NULL);
        int slots = harness_hold_slots(r);
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (!pid)
            harness_be_victim(r, steps, start_nothing);
        bool ok = harness_wait(pid) == OUTCOME_FINISHED;
        close(slots);
        if (!ok || !look(r, &r->expected[steps])) {
            harness_fail(r, "with nobody killed, after %d steps: %s", steps, ok ? r->shared->what : "a step failed");
            return false;
        }
    }
    return true;
}

void harness_forget(run *r) { image_clear(&r->before); }
