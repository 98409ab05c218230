vcl 4.1;
# A Varnish in front of the portal: docs/operations.md says how the two are joined.

backend default { .host = "127.0.0.1"; .port = "8000"; }

acl portal { "127.0.0.1"; "::1"; }

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ portal) { return (synth(405)); }
        # One change may show on any page, so all of the site is forgotten.
        ban("obj.http.x-host == " + req.http.host);
        return (synth(200));
    }
    # Public pages are the same for everyone, whatever cookies somebody has.
    if (req.method == "GET" || req.method == "HEAD") {
        return (hash);
    }
    return (pass);
}

sub vcl_backend_response {
    set beresp.http.x-host = bereq.http.host;
    # "private, no-store": each visitor's own, one after another and never kept.
    if (beresp.http.Cache-Control !~ "public" || beresp.http.Set-Cookie) {
        set beresp.ttl = 120s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    set beresp.grace = 0s;  # never "open" after closing
}

sub vcl_deliver {
    unset resp.http.x-host;
}
