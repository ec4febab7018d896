/* made.c -- long bytes and texts are copied out of the file into the very object that is given: once, into no more
 * memory than the object has. While it is filled it is nobody else's, and may hold anything; a str is checked before it
 * is given. */
#include "made.h"

#include "errors.h"
#include "text.h"

static void release(void *object) { Py_DECREF((PyObject *)object); }

static void *content_of(PyObject *object)
{
    return PyBytes_CheckExact(object) ? (void *)PyBytes_AS_STRING(object) : PyUnicode_DATA(object);
}

void *made_room(mmf_out *out, mmf_cell cell)
{
    text_kind kind = text_kind_of(mmf_cell_aux(cell));
    bool is_bytes = mmf_cell_tag(cell) == MMF_TAG_BYTES;
    if (!is_bytes && (mmf_cell_tag(cell) != MMF_TAG_STR || !kind.bytes || cell.w1 % kind.bytes))
        return mmf_out_room(out, cell);
    PyObject *object = is_bytes ? PyBytes_FromStringAndSize(NULL, (Py_ssize_t)cell.w1)
                                : PyUnicode_New((Py_ssize_t)(cell.w1 / kind.bytes), kind.most);
    if (!object) {
        PyErr_Clear(); /* the status tells, if the value was not torn */
        return NULL;
    }
    out->owned = object;
    out->release = release;
    return content_of(object);
}

bool made_is_there(const mmf_out *out) { return out->release == release && out->data == content_of(out->owned); }

PyObject *made_take(const Handle *handle, mmf_out *out)
{
    if (mmf_cell_tag(out->cell) == MMF_TAG_STR &&
        !text_is_sound(text_kind_of(mmf_cell_aux(out->cell)), out->data, out->cell.w1))
        return raise_corrupt(handle, "str");
    PyObject *object = out->owned;
    out->owned = NULL;
    return object;
}
