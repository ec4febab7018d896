/* take.c -- removing a value and giving it to the caller: pop() and the like.
 *
 * What cannot be read is not removed. A value that the serializer must read, or that is nested deeply, is copied, read
 * with no lock held (that runs Python code), and removed only if nothing has moved since; else all over again. When
 * others write all the time, the last resort is to hold the namespace's lock, as a user would, over reading and
 * removing. */
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

PyObject *take(const Handle *self, take_step step, const void *what, take_decode decode, mmf_status *status)
{
    mmf_buffer old;
    mmf_ns *retained = NULL; /* from the first time on that Python code may close it (H2) */
    PyObject *value = NULL;
    bool holding = false;
    mmf_buffer_init(&old);
    for (int tries = 0;; tries++) {
        wait w = WAIT_START;
        do
            *status = step(self, what, &old);
        while (wait_more(&w, self, status));
        wait_end(&w, self);
        if (LIKELY(*status == MMF_OK) || (*status != MMF_UNSURE && *status != MMF_MOVED))
            break;
        if (!retained)
            mmf_retain(retained = self->ref.ns);
        bool go_on;
        if (*status == MMF_MOVED) {
            Py_CLEAR(value);
            mmf_buffer_clear(&old);
            go_on = handle_usable(self);
            if (go_on && tries >= TRIES_MOST) {
                PyErr_SetString(PyExc_RuntimeError,
                                "reading the value changes the namespace each time: it was not removed");
                go_on = false;
            }
            if (go_on && tries >= TRIES_BEFORE_LOCK && !holding)
                go_on = holding = hold(self);
        } else {
            go_on = (value = decode(self, &old)) && handle_usable(self);
        }
        if (!go_on) {
            *status = STATUS_RAISED;
            break;
        }
    }
    if (holding)
        (void)mmf_unlock(retained, true); /* held by this thread: hold() took it */
    if (retained)
        mmf_close(retained);
    if (*status == MMF_OK && !value)
        value = decode(self, &old);
    else if (*status != MMF_OK)
        Py_CLEAR(value);
    mmf_buffer_clear(&old);
    return value;
}
