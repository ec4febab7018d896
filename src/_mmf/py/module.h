/* module.h -- the state of one instance of the module `mmfshare._mmf` (each subinterpreter has its own). */
#ifndef PY_MODULE_H
#define PY_MODULE_H

#include "compat.h"

enum error_kind {
    ERROR_BASE, /* MmfError */
    ERROR_NOT_FOUND,
    ERROR_EXISTS,
    ERROR_FULL,
    ERROR_TIMEOUT,
    ERROR_STALE,
    ERROR_CORRUPT,
    ERROR_KINDS
};

/* See memo.h. */
#define MEMO_LOG2 13
typedef struct memo_slot {
    uint64_t w0, w1;
    PyObject *text;
} memo_slot;

typedef struct module_state {
    PyTypeObject *dict_type, *list_type, *scalar_type, *namespace_type;
    PyTypeObject *dict_iterator_type, *list_iterator_type, *absent_type, *blob_type, *watch_type, *guard_type,
        *transaction_type, *knot_hold_type, *knot_lock_type;
    struct LockGuard *free_guard; /* memory for the next one, or NULL */
    /* What the package registered: the classes of the objects that we make. */
    PyTypeObject *dict_class, *list_class;
    PyTypeObject *tied_class;      /* of what is stored as its _stored() gives it; NULL until the package has it */
    PyObject *last_int;            /* see compat_long_reuse(); never NULL while a handle is there */
    PyObject *absent;              /* the one _mmf.ABSENT */
    PyObject *errors[ERROR_KINDS]; /* exception classes */
    /* Filled by the first use: importing pickle costs more than attaching. */
    PyObject *pickle_dumps, *pickle_loads, *json_dumps, *json_loads;
    PyObject *pickle_keywords, *unpickle_keywords; /* tuples for the vectorcall */
    memo_slot memo[1 << MEMO_LOG2];
} module_state;

extern struct PyModuleDef mmf_module;

/* The state that belongs to a subclass of one of our types; NULL and TypeError when it is none. */
module_state *module_state_of(PyTypeObject *type);

/* One spec for each type; namespace_spec and the classes of errors need their bases at run time. */
extern PyType_Spec dict_spec, list_spec, scalar_spec, namespace_spec, dict_iterator_spec, list_iterator_spec, blob_spec,
    watch_spec, guard_spec, transaction_spec, knot_hold_spec, knot_lock_spec;
extern PyMethodDef dict_named_slots[], list_named_slots[];

#endif
