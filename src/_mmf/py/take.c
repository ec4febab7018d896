/* take.c -- removing a value and giving it to the caller: pop() and the like.
 *
 * What cannot be read is not removed. A value that the serializer must read, or that is nested deeply, or large, is
 * copied, read with no lock held (that runs Python code), and removed only if nothing has moved since; else all over
 * again. When others write all the time, the last resort is to hold the namespace's lock, as a user would, over reading
 * and removing. */
#include "take.h"

#include "decode.h"
#include "errors.h"
#include "wait.h"

#define TRIES_BEFORE_LOCK 3
#define TRIES_MOST 100 /* with the lock: only what is read moves the namespace then */

PyObject *take_one(const Handle *self, const mmf_buffer *old)
{
    reader r;
    reader_init(&r, self, old);
    return reader_next(&r);
}

PyObject *take_pair(const Handle *self, const mmf_buffer *old)
{
    reader r;
    reader_init(&r, self, old);
    PyObject *key = reader_next_key(&r), *value = key ? reader_next(&r) : NULL;
    PyObject *pair = value ? PyTuple_Pack(2, key, value) : NULL;
    Py_XDECREF(value);
    Py_XDECREF(key);
    return pair;
}

/* Make others wait; the namespace is open. false: an exception is set. */
static bool hold(const Handle *self)
{
    int got = wait_acquire(self, self->ns->timeout_ms, false);
    if (got == 0)
        raise_timeout(self, self->ns->timeout_ms);
    return got > 0;
}

/* How far it has come. */
typedef struct progress {
    mmf_buffer old;   /* the copy */
    PyObject *value;  /* what was read from it, else NULL */
    mmf_ns *retained; /* from the first time on that Python code may close it (H2), else NULL */
    int tries;
    bool holding;
} progress;

/* Something has moved since the copy was made. false: an exception is set. */
static bool start_again(progress *p, const Handle *self)
{
    Py_CLEAR(p->value);
    mmf_buffer_clear(&p->old);
    if (!handle_usable(self))
        return false;
    if (p->tries >= TRIES_MOST) {
        PyErr_SetString(PyExc_RuntimeError, "reading the value changes the namespace each time: it was not removed");
        return false;
    }
    return p->tries < TRIES_BEFORE_LOCK || p->holding || (p->holding = hold(self));
}

static bool read_copy(progress *p, const Handle *self, take_decode decode)
{
    return (p->value = decode(self, &p->old)) && handle_usable(self);
}

static mmf_status remove_by(progress *p, const Handle *self, take_step step, const void *what, take_decode decode)
{
    for (;; p->tries++) {
        mmf_status status;
        wait w = WAIT_START;
        do
            status = step(self, what, &p->old);
        while (wait_more(&w, self, &status));
        wait_end(&w, self);
        if (LIKELY(status != MMF_UNSURE && status != MMF_MOVED))
            return status;
        if (!p->retained)
            mmf_stay(p->retained = self->ref.ns);
        if (status == MMF_MOVED ? !start_again(p, self) : !read_copy(p, self, decode))
            return STATUS_RAISED;
    }
}

PyObject *take(const Handle *self, take_step step, const void *what, take_decode decode, mmf_status *status)
{
    progress p = {.value = NULL};
    mmf_buffer_init(&p.old);
    *status = remove_by(&p, self, step, what, decode);
    if (p.holding)
        (void)mmf_unlock(p.retained, true); /* held by this thread: hold() took it */
    if (p.retained)
        mmf_stay_end(p.retained);
    if (*status == MMF_OK && !p.value)
        p.value = decode(self, &p.old);
    else if (*status != MMF_OK)
        Py_CLEAR(p.value);
    mmf_buffer_clear(&p.old);
    return p.value;
}
