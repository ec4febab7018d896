/* serializer.c -- pickle and JSON payloads.
 *
 *     pickle:  | u64 pickle bytes | u64 buffers | u64 size of each buffer, times 2, + 1 if read-only | pad |
 *              | pickle, padded | buffer, padded | buffer, padded ...          (all padded to 16 bytes)
 *     JSON:    UTF-8 text (lone surrogates passed through)
 *
 * Protocol 5 hands large contiguous buffers (arrays) over as they are: stored behind the pickle, and read back as views
 * of the reader's own copy of the payload. */
#include "serializer.h"

#include "blob.h"
#include "errors.h"

#define OUT_OF_BAND_BYTES 4096

/* A function of a module of the standard library, imported by the first use. Borrowed. */
static PyObject *imported(PyObject **place, const char *module, const char *name)
{
    PyObject *function = __atomic_load_n(place, __ATOMIC_ACQUIRE), *none = NULL;
    if (LIKELY(function))
        return function;
    PyObject *imported = PyImport_ImportModule(module);
    function = imported ? PyObject_GetAttrString(imported, name) : NULL;
    Py_XDECREF(imported);
    if (function && !__atomic_compare_exchange_n(place, &none, function, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        Py_DECREF(function); /* another thread was first */
        function = none;
    }
    return function;
}

/* ------------------------------------------------------------------ storing */

/* pickle's buffer_callback: false takes the buffer out of band. */
static PyObject *collect_buffer(PyObject *buffers, PyObject *buffer)
{
    const Py_buffer *view = PyPickleBuffer_GetBuffer(buffer);
    if (!view)
        return NULL;
    if (view->len < OUT_OF_BAND_BYTES || !PyBuffer_IsContiguous(view, 'A'))
        Py_RETURN_TRUE;
    if (PyList_Append(buffers, buffer) < 0)
        return NULL;
    Py_RETURN_FALSE;
}

static PyMethodDef collect_buffer_method = {"collect_buffer", collect_buffer, METH_O, NULL};

static int lay_out(encoder *e, PyObject *pickle, PyObject *buffers, mmf_value *value)
{
    size_t count = (size_t)PyList_GET_SIZE(buffers), pickle_bytes = (size_t)PyBytes_GET_SIZE(pickle);
    size_t head = mmf_padded(16 + 8 * count), bytes = head + mmf_padded(pickle_bytes);
    for (size_t i = 0; i < count; i++) {
        const Py_buffer *view = PyPickleBuffer_GetBuffer(PyList_GET_ITEM(buffers, (Py_ssize_t)i));
        if (!view)
            return -1;
        bytes += mmf_padded((size_t)view->len);
    }
    unsigned char *payload = arena_take(&e->arena, bytes);
    if (!payload)
        return -1;
    uint64_t word[2] = {pickle_bytes, count};
    memset(payload + head - 16, 0, 16);
    memcpy(payload, word, 16);
    memcpy(payload + head, PyBytes_AS_STRING(pickle), pickle_bytes);
    memset(payload + head + pickle_bytes, 0, mmf_padded(pickle_bytes) - pickle_bytes);
    unsigned char *at = payload + head + mmf_padded(pickle_bytes);
    for (size_t i = 0; i < count; i++) {
        const Py_buffer *view = PyPickleBuffer_GetBuffer(PyList_GET_ITEM(buffers, (Py_ssize_t)i));
        if (!view)
            return -1;
        size_t length = (size_t)view->len;
        word[0] = 2 * length + (view->readonly ? 1 : 0);
        memcpy(payload + 16 + 8 * i, word, 8);
        memcpy(at, view->buf, length);
        memset(at + length, 0, mmf_padded(length) - length);
        at += mmf_padded(length);
    }
    value->cell = mmf_cell_long(MMF_TAG_PICKLE, 0, bytes);
    value->data = payload;
    return 0;
}

static int pickle_encode(encoder *e, PyObject *object, mmf_value *value)
{
    module_state *state = e->handle->state;
    PyObject *dumps = imported(&state->pickle_dumps, "mmfshare._pickling", "dumps");
    PyObject *buffers = dumps ? PyList_New(0) : NULL;
    PyObject *callback = buffers ? PyCFunction_New(&collect_buffer_method, buffers) : NULL;
    PyObject *protocol = callback ? PyLong_FromLong(5) : NULL, *pickle = NULL;
    int failed = -1;
    if (protocol) {
        PyObject *arguments[] = {object, protocol, callback};
        pickle = PyObject_Vectorcall(dumps, arguments, 2, state->pickle_keywords);
    }
    if (pickle && PyBytes_Check(pickle))
        failed = lay_out(e, pickle, buffers, value);
    else if (pickle)
        PyErr_SetString(PyExc_TypeError, "pickle.dumps() did not return bytes");
    Py_XDECREF(pickle);
    Py_XDECREF(protocol);
    Py_XDECREF(callback);
    Py_XDECREF(buffers);
    return failed;
}

static int json_encode(encoder *e, PyObject *object, mmf_value *value)
{
    module_state *state = e->handle->state;
    PyObject *dumps = imported(&state->json_dumps, "json", "dumps");
    PyObject *text = dumps ? PyObject_CallOneArg(dumps, object) : NULL;
    PyObject *bytes = text ? PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass") : NULL;
    Py_XDECREF(text);
    if (!bytes)
        return -1;
    value->cell = mmf_cell_long(MMF_TAG_JSON, 0, (uint64_t)PyBytes_GET_SIZE(bytes));
    value->data = PyBytes_AS_STRING(bytes);
    int failed = arena_keep_object(&e->arena, bytes);
    Py_DECREF(bytes);
    return failed;
}

int serializer_encode(encoder *e, PyObject *object, mmf_value *value)
{
    const Namespace *ns = e->handle->ns;
    if (object == e->handle->state->absent) {
        PyErr_SetString(PyExc_TypeError, "ABSENT stands for no value and cannot be stored");
        return -1;
    }
    switch (ns->serializer) {
    case SERIALIZER_PICKLE:
        return pickle_encode(e, object, value);
    case SERIALIZER_JSON:
        return json_encode(e, object, value);
    default:
        PyErr_Format(
            PyExc_TypeError,
            "namespace %R is opened with serializer=\"none\", which stores plain data only, not what is of type %.200s",
            ns->name, Py_TYPE(object)->tp_name);
        return -1;
    }
}

/* ------------------------------------------------------------------ reading */

typedef struct layout {
    size_t head, pickle_bytes, count;
} layout;

static uint64_t word_of(const void *data, size_t index)
{
    uint64_t word;
    memcpy(&word, (const unsigned char *)data + 8 * index, 8);
    return word;
}

/* Do the parts lie in the payload, and fill it? */
static bool check_layout(const void *data, size_t bytes, layout *l)
{
    if (bytes < 16)
        return false;
    uint64_t pickle_bytes = word_of(data, 0), count = word_of(data, 1);
    if (pickle_bytes > bytes - 16 || count > (bytes - 16) / 8)
        return false;
    size_t used = mmf_padded(16 + 8 * count) + mmf_padded(pickle_bytes);
    *l = (layout){mmf_padded(16 + 8 * count), pickle_bytes, count};
    for (size_t i = 0; i < count && used <= bytes; i++) {
        uint64_t length = word_of(data, 2 + i) / 2;
        if (length > bytes)
            return false;
        used += mmf_padded(length);
    }
    return used == bytes;
}

/* Views of the buffers, in order. */
static PyObject *view_buffers(PyObject *whole, const void *data, const layout *l)
{
    PyObject *views = PyList_New((Py_ssize_t)l->count);
    size_t at = l->head + mmf_padded(l->pickle_bytes);
    for (size_t i = 0; views && i < l->count; i++) {
        uint64_t size = word_of(data, 2 + i);
        PyObject *view = PySequence_GetSlice(whole, (Py_ssize_t)at, (Py_ssize_t)(at + size / 2));
        if (view && size % 2)
            Py_SETREF(view, PyObject_CallMethod(view, "toreadonly", NULL));
        if (view)
            PyList_SET_ITEM(views, (Py_ssize_t)i, view);
        else
            Py_CLEAR(views);
        at += mmf_padded(size / 2);
    }
    return views;
}

static PyObject *unpickle_with_buffers(module_state *state, PyObject *loads, const void *data, size_t bytes,
                                       const layout *l, void **owned)
{
    PyObject *blob = blob_new(state, data, bytes, owned), *result = NULL;
    PyObject *whole = blob ? PyMemoryView_FromObject(blob) : NULL;
    PyObject *pickle =
        whole ? PySequence_GetSlice(whole, (Py_ssize_t)l->head, (Py_ssize_t)(l->head + l->pickle_bytes)) : NULL;
    PyObject *views = pickle ? view_buffers(whole, data, l) : NULL;
    if (views) {
        PyObject *arguments[] = {pickle, views};
        result = PyObject_Vectorcall(loads, arguments, 1, state->unpickle_keywords);
    }
    Py_XDECREF(views);
    Py_XDECREF(pickle);
    Py_XDECREF(whole);
    Py_XDECREF(blob);
    return result;
}

static PyObject *pickle_decode(const Handle *handle, const void *data, size_t bytes, void **owned)
{
    module_state *state = handle->state;
    layout l;
    if (handle->ns->serializer != SERIALIZER_PICKLE) {
        PyErr_Format(
            PyExc_TypeError,
            "namespace %R holds a pickled value here, which serializer=%R does not read: unpickling may run any code; "
            "open it with serializer=\"pickle\" if you trust all who can write to it",
            handle->ns->name, handle->ns->serializer_name);
        return NULL;
    }
    if (!check_layout(data, bytes, &l))
        return raise_corrupt(handle, "pickled value");
    PyObject *loads = imported(&state->pickle_loads, "pickle", "loads");
    if (!loads)
        return NULL;
    if (l.count)
        return unpickle_with_buffers(state, loads, data, bytes, &l, owned);
    PyObject *pickle = PyBytes_FromStringAndSize((const char *)data + l.head, (Py_ssize_t)l.pickle_bytes);
    PyObject *result = pickle ? PyObject_CallOneArg(loads, pickle) : NULL;
    Py_XDECREF(pickle);
    return result;
}

/* Does the exception that is set say that the text is no JSON? Not so, for one, where an int has more digits than this
 * program reads (sys.set_int_max_str_digits()). */
static COLD bool is_ill_formed(void)
{
    PyObject *kind, *value, *trace;
    if (!PyErr_ExceptionMatches(PyExc_ValueError) || PyErr_ExceptionMatches(PyExc_UnicodeDecodeError))
        return PyErr_ExceptionMatches(PyExc_ValueError);
    PyErr_Fetch(&kind, &value, &trace);
    PyObject *json = PyImport_ImportModule("json");
    PyObject *error = json ? PyObject_GetAttrString(json, "JSONDecodeError") : NULL;
    bool answer = error && PyErr_GivenExceptionMatches(kind, error);
    Py_XDECREF(error);
    Py_XDECREF(json);
    PyErr_Restore(kind, value, trace); /* in place of what importing may have raised */
    return answer;
}

static PyObject *json_decode(const Handle *handle, const void *data, size_t bytes)
{
    module_state *state = handle->state;
    PyObject *loads = imported(&state->json_loads, "json", "loads");
    PyObject *text = loads ? PyUnicode_DecodeUTF8(data, (Py_ssize_t)bytes, "surrogatepass") : NULL;
    PyObject *result = text ? PyObject_CallOneArg(loads, text) : NULL;
    Py_XDECREF(text);
    if (!result && loads && is_ill_formed()) {
        PyErr_Clear();
        return raise_corrupt(handle, "JSON value");
    }
    return result;
}

PyObject *serializer_decode(const Handle *handle, uint8_t tag, const void *data, size_t bytes, void **owned)
{
    PyObject *value =
        tag == MMF_TAG_PICKLE ? pickle_decode(handle, data, bytes, owned) : json_decode(handle, data, bytes);
    if (!value && PyErr_ExceptionMatches(PyExc_StopIteration)) /* else an iterator would end there (see PEP 479) */
        PyErr_Format(PyExc_RuntimeError, "namespace %R: reading a value raised StopIteration", handle->ns->name);
    return value;
}
